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
