import { jsonOf } from '@restartix/core';
import type { ContainerRegistryConfig } from './container-registry.config';

/** How the tags of deployed images begin; the rest is the time. */
export const DEPLOYED_TAG_PREFIX = 'deployed-';

interface Selection {
  readonly tagStatus: 'tagged' | 'untagged';
  readonly tagPatternList?: readonly string[];
  readonly countType: 'imageCountMoreThan' | 'sinceImagePushed';
  readonly countUnit?: 'days';
  readonly countNumber: number;
}

/**
 * What ECR removes by itself. "An image that matches the tagging requirements of a rule cannot be expired by a rule with
 * a lower priority": the first rule alone decides about what was deployed, whatever other tags it has.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html#lifecycle_policy_evaluation_rules
 */
export function lifecyclePolicy({
  untaggedDays = 14,
  keepDeployed = 30,
  keepTagged = 30,
}: Pick<ContainerRegistryConfig, 'untaggedDays' | 'keepDeployed' | 'keepTagged'>): string {
  const rules: readonly (readonly [description: string, selection: Selection])[] = [
    [`The newest ${keepDeployed} images that were deployed stay`, newest(`${DEPLOYED_TAG_PREFIX}*`, keepDeployed)],
    [
      `Images without a tag go after ${untaggedDays} days`,
      { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: untaggedDays },
    ],
    // An untagged image must not count: it would push out one to roll back to.
    [`The newest ${keepTagged} images with another tag stay`, newest('*', keepTagged)],
  ];
  return jsonOf({
    rules: rules.map(([description, selection], index) => ({
      rulePriority: index + 1,
      description,
      selection,
      action: { type: 'expire' },
    })),
  });
}

function newest(pattern: string, countNumber: number): Selection {
  return { tagStatus: 'tagged', tagPatternList: [pattern], countType: 'imageCountMoreThan', countNumber };
}
