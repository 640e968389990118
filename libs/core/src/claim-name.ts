import type { Construct } from 'constructs';
import { checkConfig } from './config-error';
import { perEnvironment } from './per-environment';

/** One name in AWS that a construct takes for itself. */
export interface NameClaim {
  /** The module's name, e.g. `storage-s3`. */
  readonly module: string;
  /** Path of the property that the name comes from, e.g. `bucketName`. */
  readonly property: string;
  /** The value of that property; undefined where the name is a default. */
  readonly value: string | undefined;
  /**
   * The name as AWS sees it, e.g. `restartix-staging-uploads`.
   * @default - `value`
   */
  readonly physicalName?: string;
}

const claims = perEnvironment(() => new Map<string, string>());

/**
 * Takes a physical name for a construct: AWS knows each once, and would say so only when half of the stack is made.
 *
 * @throws ConfigError when another construct of the module has the name in the same environment.
 */
export function claimName(
  construct: Construct,
  { module, property, value, physicalName = value ?? '' }: NameClaim,
): void {
  const taken = claims(construct);
  const key = `${module}/${physicalName}`;
  const owner = taken.get(key);
  checkConfig(module, construct.node.id, (problem) => {
    if (owner === undefined) return;
    problem({
      property,
      value,
      allowed: `a name that no other ${module} of the environment has; "${owner}" has this one`,
      fix: 'Give one of them another name.',
    });
  });
  taken.set(key, construct.node.path);
}
