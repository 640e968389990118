import type { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener, type LbListenerMutualAuthentication } from '@cdktf/provider-aws/lib/lb-listener';
import type { Construct } from 'constructs';

/** TLS 1.3 and 1.2 only. */
export const DEFAULT_SSL_POLICY = 'ELBSecurityPolicy-TLS13-1-2-2021-06';

interface HttpsListenerInput {
  readonly loadBalancer: Lb;
  readonly certificateArn: string;
  readonly sslPolicy: string;
  readonly mutualAuthentication: LbListenerMutualAuthentication;
}

/** Answers 404 to every host that no service has a rule for. */
export function makeHttpsListener(
  scope: Construct,
  { loadBalancer, certificateArn, sslPolicy, mutualAuthentication }: HttpsListenerInput,
): LbListener {
  return new LbListener(scope, 'https', {
    loadBalancerArn: loadBalancer.arn,
    port: 443,
    protocol: 'HTTPS',
    sslPolicy,
    certificateArn,
    mutualAuthentication,
    defaultAction: [
      {
        type: 'fixed-response',
        fixedResponse: { contentType: 'text/plain', messageBody: 'Not found', statusCode: '404' },
      },
    ],
  });
}

/** Sends every plain request to the same address over HTTPS. */
export function makeHttpRedirect(scope: Construct, loadBalancer: Lb): LbListener {
  return new LbListener(scope, 'http', {
    loadBalancerArn: loadBalancer.arn,
    port: 80,
    protocol: 'HTTP',
    defaultAction: [{ type: 'redirect', redirect: { port: '443', protocol: 'HTTPS', statusCode: 'HTTP_301' } }],
  });
}
