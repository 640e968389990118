import { isKnown, type ReportProblem } from './config-error';

/** The names of the five tags that every resource carries. */
export const PLATFORM_TAG_KEYS = ['Project', 'Environment', 'ManagedBy', 'Owner', 'CostCenter'] as const;

/** The five tags. CostCenter groups spending in AWS Cost Explorer. */
export type PlatformTags = Readonly<Record<(typeof PLATFORM_TAG_KEYS)[number], string>>;

/** The five tags of an environment, with the platform's values where none is given. */
export function platformTags({
  project,
  env,
  owner = 'platform-team',
  costCenter = 'platform',
}: {
  project: string;
  env: string;
  owner?: string;
  costCenter?: string;
}): PlatformTags {
  return { Project: project, Environment: env, ManagedBy: 'terraform', Owner: owner, CostCenter: costCenter };
}

const MAX_VALUE_LENGTH = 256;

/**
 * Reports tag values that a service refuses. An empty one is legal in AWS, but the provider drops it from its answer and
 * the apply fails.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_naming-rules
 */
export function checkTagValues(values: Readonly<Record<string, string | undefined>>, problem: ReportProblem): void {
  for (const [property, value] of Object.entries(values)) {
    if (!isKnown(value)) continue;
    const fits = value.trim() !== '' && value.length <= MAX_VALUE_LENGTH && !/^aws:/i.test(value);
    if (fits && /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(value)) continue;
    problem({
      property,
      value,
      allowed: '1 to 256 letters (of any alphabet), digits, spaces and _.:/=+-@, not beginning with aws: (AWS tags)',
      fix:
        value.trim() === '' ? 'Give a value, or leave it out for the default.' : 'Write it without other characters.',
    });
  }
}
