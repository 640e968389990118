import type { PreflightReport } from './preflight';
import { reportText } from './report';

const REPORT: PreflightReport = {
  env: 'staging',
  account: '123456789012',
  region: 'eu-central-1',
  caller: 'arn:aws:iam::123456789012:role/plan',
  groups: [
    { name: 'account', findings: [{ level: 'ok', subject: 'region', message: 'eu-central-1 is enabled' }] },
    {
      name: 'quotas',
      findings: [
        { level: 'failure', subject: 'VPCs', message: 'needs 1\u001b[2K, quota 0', fix: 'aws …' },
        { level: 'unasked', subject: 'buckets', message: 'not asked: needs action s3:ListAllMyBuckets' },
      ],
    },
  ],
  counts: { ok: 1, warning: 0, failure: 1, unasked: 1 },
};

describe('the report', () => {
  it('has a line for each finding that is not ok, by group, and the counts last; no character of an answer moves the cursor', () => {
    expect(reportText(REPORT)).toBe(`staging in account 123456789012, eu-central-1

quotas
  FAILURE  VPCs: needs 1 [2K, quota 0 → aws …
  unasked  buckets: not asked: needs action s3:ListAllMyBuckets

staging: 1 failure, 0 warnings, 1 not asked, 1 ok`);
  });

  it('lists what is ok when it is verbose', () => {
    expect(reportText(REPORT, true)).toContain('  ok       region: eu-central-1 is enabled\n');
  });
});
