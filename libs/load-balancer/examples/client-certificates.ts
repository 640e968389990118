import type { EnvStack } from '@restartix/core';
import { LoadBalancer } from '../src';

/** A certificate of an authority, as `openssl req -x509` writes it. It is public. */
export const CA_CERTIFICATE = `
-----BEGIN CERTIFICATE-----
MIIBmjCCAT+gAwIBAgIUNO2OD//l6CuG5j85DebhkF6JXxkwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPT3JpZ2luIHB1bGxzIENBMB4XDTI2MTEyODA4MzQyM1oXDTM2
MTEyNTA4MzQyM1owGjEYMBYGA1UEAwwPT3JpZ2luIHB1bGxzIENBMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAErnLX/3cJLoQSE3vnwI7V62QchcNN/idKD3wcTHna
udg3/UdYd5MjnveN5OHp4TFqd2HRkBrSay621nZAy3mkxaNjMGEwHQYDVR0OBBYE
FC4G9P9IKa9jmtmb57qgyp5+zQ/+MB8GA1UdIwQYMBaAFC4G9P9IKa9jmtmb57qg
yp5+zQ/+MA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQDAgEGMAoGCCqGSM49
BAMCA0kAMEYCIQDU1bcoDMo65iOquiBSTMJcl1nSmdHrY7XZGEGJXT7QiwIhALxu
eRNdo97dK8W40yw8G+RTWfULteyaiNO/hQGOJV1f
-----END CERTIFICATE-----
`;

/** Only who has a certificate of this authority gets through the handshake. */
export default function example(stack: EnvStack): void {
  new LoadBalancer(stack, 'load-balancer', {
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    securityGroupIds: ['sg-0123456789abcdef0'],
    certificate: { domainNames: ['*.restartix.pro'] },
    clientCertificates: { caCertificates: CA_CERTIFICATE.trim() },
  });
}
