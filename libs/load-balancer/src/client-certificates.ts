import { createHash } from 'node:crypto';
import type { LbListenerMutualAuthentication } from '@cdktf/provider-aws/lib/lb-listener';
import { LbTrustStore } from '@cdktf/provider-aws/lib/lb-trust-store';
import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3Object } from '@cdktf/provider-aws/lib/s3-object';
import type { ModuleContext } from '@restartix/core';
import { makePrivateBucket } from '@restartix/core/s3';
import { Construct } from 'constructs';
import type { ClientCertificates } from './load-balancer.config';

/**
 * Whose certificates the HTTPS listener takes from clients. Elastic Load Balancing reads them from an object once, with the
 * rights of who makes the trust store.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/configuring-mtls-with-elb.html
 */
export class TrustStore extends Construct {
  readonly bucket: S3Bucket;
  readonly certificates: S3Object;
  readonly trustStore: LbTrustStore;

  constructor(scope: Construct, id: string, context: ModuleContext, name: string, caCertificates: string) {
    super(scope, id);
    const { bucket, encryption } = makePrivateBucket(this, {
      name: context.name(`${name}-client-ca`, 63),
      forceDestroy: true,
    });
    this.bucket = bucket;
    // Other certificates are another object, so that the trust store reads them.
    const digest = createHash('sha256').update(caCertificates).digest('hex').slice(0, 16);
    this.certificates = new S3Object(this, 'certificates', {
      bucket: bucket.id,
      key: `${digest}.pem`,
      content: caCertificates,
      contentType: 'application/x-pem-file',
      lifecycle: { createBeforeDestroy: true },
      dependsOn: [encryption],
    });
    this.trustStore = new LbTrustStore(this, 'trust-store', {
      name: context.name(`${name}-client-ca`, 32),
      caCertificatesBundleS3Bucket: bucket.id,
      caCertificatesBundleS3Key: this.certificates.key,
      // The listener leaves it before it goes.
      lifecycle: { createBeforeDestroy: true },
    });
  }
}

/** What the listener asks of clients. */
export function mutualAuthentication(
  clientCertificates: ClientCertificates | undefined,
  trust: TrustStore | undefined,
): LbListenerMutualAuthentication {
  // Written down: the provider leaves what it is not told as it is.
  if (clientCertificates === undefined) return { mode: 'off' };
  return trust ? { mode: 'verify', trustStoreArn: trust.trustStore.arn } : { mode: 'passthrough' };
}
