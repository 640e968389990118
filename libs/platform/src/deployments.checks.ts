import { checkConfig, reference } from '@restartix/core';
import { MAX_PARAMETER_VALUE } from '@restartix/core/deployments';
import type { Construct } from 'constructs';

/** Longest of what Terraform alone knows here: ARNs of secrets and roles. Ids and names are shorter. */
const LONGEST_ARN = 128;

/** @throws ConfigError for a description that is longer than a parameter's value may be. */
export function checkDescriptions(
  scope: Construct,
  id: string,
  descriptions: Readonly<Record<'services' | 'jobs', Readonly<Record<string, string>>>>,
): void {
  checkConfig('platform', id, (problem) => {
    for (const [kind, values] of Object.entries(descriptions)) {
      for (const [name, value] of Object.entries(values)) {
        const length = reference(scope, value).replace(/\$\{[^}]*\}/g, 'x'.repeat(LONGEST_ARN)).length;
        if (length <= MAX_PARAMETER_VALUE) continue;
        problem({
          property: `${kind}.${name}`,
          value: `${length} characters`,
          allowed: `${MAX_PARAMETER_VALUE} characters, as AWS Systems Manager allows for a standard parameter`,
          fix: 'Give it fewer secrets, e.g. several keys in one.',
        });
      }
    }
  });
}
