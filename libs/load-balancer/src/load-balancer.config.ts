import type { ModuleConfig } from '@restartix/core';

/** A new certificate for these names, or one that exists. */
export type CertificateSource =
  | {
      /** The main name first, the others as alternative names, e.g. `['restartix.pro', '*.restartix.pro']`. */
      readonly domainNames: readonly string[];
    }
  | {
      /** ARN of an issued certificate of the same region. */
      readonly certificateArn: string;
    };

/** Request logs in S3. */
export interface AccessLogs {
  /**
   * Name of an existing bucket that lets Elastic Load Balancing write.
   * @default - a new bucket with the policy for it
   */
  readonly bucketName?: string;
  /**
   * Key prefix of the logs, without a slash at either end.
   * @default - none
   */
  readonly prefix?: string;
  /**
   * Days that logs stay in the module's bucket.
   * @default 90
   */
  readonly retentionInDays?: number;
  /**
   * Lets a destroy delete the module's bucket with the logs in it.
   * @default false
   */
  readonly forceDestroy?: boolean;
}

/**
 * Certificates that the HTTPS listener asks clients for.
 * - `passthrough`: it takes any or none, and services see it in `X-Amzn-Mtls-Clientcert`: to find out who would be refused
 * - authorities: it refuses, in the handshake, who has no certificate of one of them
 */
export type ClientCertificates =
  | 'passthrough'
  | {
      /** PEM certificates of the authorities, one after the other; public, and no key among them. */
      readonly caCertificates: string;
    };

/** Inputs of the load balancer. */
export interface LoadBalancerConfig extends ModuleConfig {
  /**
   * Logical name: the load balancer is `{project}-{env}-{name}`, shortened to 32 characters.
   * @default 'alb'
   */
  readonly name?: string;
  /** Public subnets, in two availability zones or more. */
  readonly subnetIds: readonly string[];
  /** Security groups of the load balancer. Who may reach it (everyone, or Cloudflare only) is decided in them. */
  readonly securityGroupIds: readonly string[];
  /** The certificate of the HTTPS listener. */
  readonly certificate: CertificateSource;
  /**
   * TLS policy of the HTTPS listener.
   * @default 'ELBSecurityPolicy-TLS13-1-2-2021-06' - TLS 1.3 and 1.2 only
   */
  readonly sslPolicy?: string;
  /**
   * Refuses to delete the load balancer, and with it the DNS name that the outside knows.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /**
   * Seconds after which an idle connection is closed, 1 to 4000. Applications need a longer keep-alive than this.
   * @default 60
   */
  readonly idleTimeoutSeconds?: number;
  /**
   * Request logs in S3.
   * @default - none
   */
  readonly accessLogs?: AccessLogs;
  /**
   * Certificates that the HTTPS listener asks clients for, e.g. of a proxy in front of it.
   * @default - none
   */
  readonly clientCertificates?: ClientCertificates;
}
