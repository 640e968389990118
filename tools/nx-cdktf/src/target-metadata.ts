import type { TargetConfiguration } from '@nx/devkit';

export function describeTarget(description: string, name: string): TargetConfiguration['metadata'] {
  return {
    technologies: ['cdktf', 'terraform'],
    description,
    help: { command: `npx nx run {projectRoot}:${name} --help`, example: {} },
  };
}
