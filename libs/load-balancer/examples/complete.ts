import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { TerraformOutput } from 'cdktf';
import type { EnvStack } from '@restartix/core';
import { LoadBalancer } from '../src';

/** Every input, and a listener that waits until ACM has seen the DNS records. */
export default function example(stack: EnvStack): void {
  const loadBalancer = new LoadBalancer(stack, 'load-balancer', {
    name: 'edge',
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    securityGroupIds: ['sg-0123456789abcdef0'],
    certificate: { domainNames: ['api-staging.restartix.pro', 'portal-staging.restartix.pro'] },
    sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
    deletionProtection: false,
    idleTimeoutSeconds: 120,
    accessLogs: { prefix: 'alb', retentionInDays: 30, forceDestroy: true },
  });
  const validation = new AcmCertificateValidation(stack, 'certificate-validation', {
    certificateArn: loadBalancer.certificateArn,
  });
  loadBalancer.listenAfter(validation);
  new TerraformOutput(stack, 'validation-records', { value: loadBalancer.validationRecords, staticId: true });
}
