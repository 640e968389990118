import { checkBounds } from './bounds';
import type { ReportProblem } from './config-error';

/** In a key's own policy, `*` means this key. */
export const THIS_KEY: readonly string[] = ['*'];

/** Administration of a KMS key. None of these actions decrypts, encrypts or grants either. */
export const ADMINISTER_KEY: readonly string[] = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListAliases',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListKeyRotations',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:RetireGrant',
  'kms:RevokeGrant',
  'kms:RotateKeyOnDemand',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
];

/** The periods of a KMS key. */
export interface KeyPeriods {
  /** Days between scheduling the key's deletion and losing everything that it encrypts. */
  readonly deletionWindowInDays?: number;
  /** Days between rotations of the key material. */
  readonly rotationPeriodInDays?: number;
}

/** Reports periods that KMS refuses. */
export function checkKeyPeriods(
  { deletionWindowInDays, rotationPeriodInDays }: KeyPeriods,
  problem: ReportProblem,
): void {
  checkBounds(
    problem,
    {
      property: 'deletionWindowInDays',
      value: deletionWindowInDays,
      min: 7,
      max: 30,
      unit: 'days',
      by: 'AWS KMS',
      fix: 'Use 30: what the key encrypted is lost with it.',
    },
    {
      property: 'rotationPeriodInDays',
      value: rotationPeriodInDays,
      min: 90,
      max: 2560,
      unit: 'days',
      by: 'AWS KMS',
      fix: 'Use 365, the usual year.',
    },
  );
}
