import { X509Certificate } from 'node:crypto';
import { isKnown, type ReportProblem } from '@restartix/core';
import type { LoadBalancerConfig } from './load-balancer.config';

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[^-]+-----END \1-----/g;

/** Certificates of authorities, and no key: the configuration, the state and the bucket are no place for one. */
export function checkClientCertificates({ clientCertificates }: LoadBalancerConfig, problem: ReportProblem): void {
  if (typeof clientCertificates !== 'object' || !isKnown(clientCertificates.caCertificates)) return;
  const property = 'clientCertificates.caCertificates';
  const blocks = [...clientCertificates.caCertificates.matchAll(BLOCK)];
  const allowed = 'PEM certificates of authorities (CA:TRUE) and nothing else';
  if (blocks.some(([, kind = '']) => kind.includes('KEY'))) {
    problem({
      property,
      value: '(hidden)',
      allowed,
      fix: 'Remove the private key, and replace it: it was in a file that is in git.',
    });
  } else if (blocks.length === 0 || !blocks.every(([pem]) => isAuthority(pem))) {
    problem({
      property,
      value: `${blocks.length} certificates`,
      allowed,
      fix: 'Give the authority that signed the client’s certificate, not the client’s.',
    });
  }
}

function isAuthority(pem: string): boolean {
  try {
    return new X509Certificate(pem).ca;
  } catch {
    return false;
  }
}
