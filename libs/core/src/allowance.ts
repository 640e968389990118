import { checkConfig } from './config-error';

/**
 * Explicit approval of what a change of one resource takes: the data that it holds, when it is destroyed or replaced, or what
 * it serves, when that is interrupted for longer than a failover. It is part of the configuration, so that it is reviewed with
 * the change that needs it, and it expires.
 */
export interface Allowance {
  /** The resource's Terraform address, e.g. `aws_db_instance.database_instance`. */
  readonly address: string;
  /** Why nothing is lost or interrupted, or why it may be, e.g. `the rows were moved to Aurora on 2026-11-20`. */
  readonly reason: string;
  /** The last day of the approval, `YYYY-MM-DD` in UTC. */
  readonly until: string;
}

const ADDRESS = /^[a-z0-9_]+\.[A-Za-z0-9_-]+(\[.+\])?$/;

/** @throws ConfigError for an invalid address, a missing reason, an invalid day, and a repeated address. */
export function checkAllowances(id: string, allow: readonly Allowance[]): void {
  checkConfig('env', id, (problem) => {
    const addresses = allow.map(({ address }) => address);
    allow.forEach(({ address, reason, until }, i) => {
      if (!ADDRESS.test(address) || addresses.indexOf(address) !== i)
        problem({
          property: `allow[${i}].address`,
          value: address,
          allowed: 'the address of one resource, once, e.g. aws_s3_bucket.uploads',
          fix: 'Copy it from the plan.',
        });
      if (reason.trim().length < 10)
        problem({
          property: `allow[${i}].reason`,
          value: reason,
          allowed: 'a sentence of 10 characters or more',
          fix: 'Say why nothing is lost or interrupted, or why it may be.',
        });
      if (!isDay(until))
        problem({
          property: `allow[${i}].until`,
          value: until,
          allowed: 'a day, YYYY-MM-DD',
          fix: 'Give the last day of the approval, e.g. a week from now.',
        });
    });
  });
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true;
}
