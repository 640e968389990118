/**
 * What every database module offers, so that an environment swaps one for the other by changing one line.
 */
export interface DatabaseOutputs {
  /** The instance's or cluster's identifier, the dimension of its CloudWatch metrics. */
  readonly identifier: string;
  /** The dimensions of its metrics in the CloudWatch namespace `AWS/RDS`. */
  readonly metricDimensions: Readonly<Record<string, string>>;
  /** Host name that takes writes. */
  readonly writerEndpoint: string;
  /** Host name that takes reads; the writer's own where there is no replica. */
  readonly readerEndpoint: string;
  readonly port: number;
  readonly dbName: string;
  /** Connections that it takes at most. */
  readonly maxConnections: number;
  /** GiB that its storage can grow to; undefined for Aurora, which bounds it at nothing that one would plan with. */
  readonly maxStorageGib?: number;
  /** ACU that it can grow to; undefined for an instance, whose size is fixed. */
  readonly maxCapacity?: number;
  /** Seconds without a connection after which it pauses; undefined when it does not. */
  readonly secondsUntilAutoPause?: number;
  readonly masterUsername: string;
  /** Secret with the keys `username` and `password`. */
  readonly masterSecretArn: string;
  /**
   * `postgres://user:password@writer:port/db?sslmode=require` as an ephemeral expression: usable only where Terraform
   * allows one (write-only arguments, e.g. the values of a secret).
   */
  readonly connectionUrl: string;
  /** The same for another host and port in front of the database, e.g. pgbouncer. */
  connectionUrlVia(host: string, port: number): string;
}
