import type { ContainerRegistryConfig } from './container-registry.config';

/** What ECR removes by itself. */
export function lifecyclePolicy({
  untaggedDays = 14,
  keepTagged = 30,
}: Pick<ContainerRegistryConfig, 'untaggedDays' | 'keepTagged'>): string {
  return JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description: `Images without a tag go after ${untaggedDays} days`,
        selection: {
          tagStatus: 'untagged',
          countType: 'sinceImagePushed',
          countUnit: 'days',
          countNumber: untaggedDays,
        },
        action: { type: 'expire' },
      },
      {
        rulePriority: 2,
        description: `The newest ${keepTagged} images with a tag stay`,
        selection: {
          tagStatus: 'tagged',
          tagPatternList: ['*'],
          countType: 'imageCountMoreThan',
          countNumber: keepTagged,
        },
        action: { type: 'expire' },
      },
    ],
  });
}
