import { isKnown, type ReportProblem } from '../config-error';

/** Reports what is no ARN of a KMS key: the policy of a private bucket compares it with what objects are encrypted with. */
export function checkBucketKey(property: string, value: string | undefined, problem: ReportProblem): void {
  if (!isKnown(value) || /^arn:[^:]+:kms:[^:]+:\d{12}:key\/.+$/.test(value)) return;
  problem({
    property,
    value,
    allowed: "the ARN of a key, as the bucket's policy compares it",
    fix: 'Use arn:aws:kms:<region>:<account>:key/<id>.',
  });
}
