/** A DNS record as data: what one module needs and the edge makes. */
export interface DnsRecord {
  /** Stable name of the record within its list, part of its Terraform address, e.g. `dkim-1`. */
  readonly key: string;
  readonly type: 'A' | 'AAAA' | 'CAA' | 'CNAME' | 'MX' | 'NS' | 'SRV' | 'TXT';
  /** Fully qualified, lowercase, without a trailing dot, e.g. `_dmarc.mail.restartix.pro`. */
  readonly name: string;
  /** The content as it is, e.g. `v=spf1 -all` without quotes around it. */
  readonly value: string;
  /** Preference of an MX record; the lowest is tried first. */
  readonly priority?: number;
  /**
   * Seconds that resolvers keep the answer.
   * @default - the DNS provider's automatic value
   */
  readonly ttl?: number;
}
