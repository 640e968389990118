import type { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { Lb } from '@cdktf/provider-aws/lib/lb';
import type { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { claimName, contextOf } from '@restartix/core';
import { dependable, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { AccessLogBucket } from './access-logs';
import { TrustStore, mutualAuthentication } from './client-certificates';
import { makeCertificate, validationRecordsOf, type ValidationRecord } from './certificate';
import { DEFAULT_SSL_POLICY, makeHttpRedirect, makeHttpsListener } from './listeners';
import { checkLoadBalancer } from './load-balancer.checks';
import type { LoadBalancerConfig } from './load-balancer.config';

/** What services, DNS and alarms take from a load balancer. */
export interface LoadBalancerOutputs {
  readonly albArn: string;
  /** `app/{name}/{id}`: the dimension of CloudWatch metrics, half of a resource label for scaling by requests. */
  readonly albArnSuffix: string;
  readonly albDnsName: string;
  /** The hosted zone of `albDnsName`, for Route 53 aliases. */
  readonly albZoneId: string;
  /** The HTTPS listener, where services put their rules. */
  readonly listenerArn: string;
  readonly certificateArn: string;
  /** The DNS records to make so that ACM issues the certificate; empty for an existing one. */
  readonly validationRecords: readonly ValidationRecord[];
}

/**
 * An internet-facing Application Load Balancer: HTTPS with TLS 1.2 and 1.3, a redirect from HTTP, a certificate.
 *
 * @example
 * const alb = new LoadBalancer(this, 'load-balancer', {
 *   subnetIds: network.publicSubnetIds,
 *   securityGroupIds: [network.albSg],
 *   certificate: { domainNames: ['restartix.pro', '*.restartix.pro'] },
 * });
 */
export class LoadBalancer extends Construct implements LoadBalancerOutputs {
  readonly loadBalancer: Lb;
  readonly httpsListener: LbListener;
  readonly httpListener: LbListener;
  /** Undefined when the certificate exists already. */
  readonly certificate: AcmCertificate | undefined;
  /** Undefined without `accessLogs`, or with a bucket of your own. */
  readonly accessLogBucket: AccessLogBucket | undefined;
  /** Undefined unless clients need a certificate. */
  readonly trustStore: TrustStore | undefined;

  /** ARN of the certificate of the HTTPS listener. */
  readonly certificateArn: string;
  readonly validationRecords: readonly ValidationRecord[];

  /** ARN of the load balancer. */
  readonly albArn: string;
  readonly albArnSuffix: string;
  /** What DNS records point at. */
  readonly albDnsName: string;
  readonly albZoneId: string;
  readonly listenerArn: string;

  /** @throws ConfigError when the config cannot be deployed. */
  constructor(scope: Construct, id: string, config: LoadBalancerConfig) {
    super(scope, id);
    checkLoadBalancer(id, config);
    const { name = 'alb', accessLogs, certificate, clientCertificates } = config;
    const context = contextOf(this, 'load-balancer', id, config);
    const physicalName = context.name(name, 32);
    claimName(this, { module: 'load-balancer', property: 'name', value: name, physicalName });

    this.accessLogBucket =
      accessLogs && !accessLogs.bucketName
        ? new AccessLogBucket(this, 'access-logs', context, name, accessLogs)
        : undefined;
    this.loadBalancer = new Lb(this, 'alb', {
      name: physicalName,
      loadBalancerType: 'application',
      internal: false,
      subnets: [...config.subnetIds],
      securityGroups: [...config.securityGroupIds],
      dropInvalidHeaderFields: true,
      desyncMitigationMode: 'defensive',
      idleTimeout: config.idleTimeoutSeconds ?? 60,
      enableDeletionProtection: config.deletionProtection ?? true,
      accessLogs: accessLogs && {
        bucket: this.accessLogBucket?.bucket.id ?? accessLogs.bucketName ?? '',
        prefix: accessLogs.prefix,
        enabled: true,
      },
      // AWS writes a test object when logs are switched on.
      dependsOn: this.accessLogBucket && [this.accessLogBucket.policy],
    });
    this.certificate = makeCertificate(this, certificate, context.name(name));
    this.certificateArn = this.certificate?.arn ?? ('certificateArn' in certificate ? certificate.certificateArn : '');
    this.trustStore =
      typeof clientCertificates === 'object'
        ? new TrustStore(this, 'client-ca', context, name, clientCertificates.caCertificates)
        : undefined;
    this.httpsListener = makeHttpsListener(this, {
      loadBalancer: this.loadBalancer,
      certificateArn: this.certificateArn,
      sslPolicy: config.sslPolicy ?? DEFAULT_SSL_POLICY,
      mutualAuthentication: mutualAuthentication(clientCertificates, this.trustStore),
    });
    this.httpListener = makeHttpRedirect(this, this.loadBalancer);
    this.validationRecords = validationRecordsOf(this.certificate, certificate);

    this.albArn = this.loadBalancer.arn;
    this.albArnSuffix = this.loadBalancer.arnSuffix;
    this.albDnsName = this.loadBalancer.dnsName;
    this.albZoneId = this.loadBalancer.zoneId;
    this.listenerArn = this.httpsListener.arn;
  }

  /**
   * Makes the HTTPS listener wait. AWS refuses a listener whose certificate is not issued yet: give it the
   * `aws_acm_certificate_validation` that follows `validationRecords`.
   */
  listenAfter(...dependencies: readonly ITerraformDependable[]): void {
    this.httpsListener.dependsOn = [...(this.httpsListener.dependsOn ?? []), ...dependencies.map(dependable)];
  }
}
