import { checkBounds, checkConfig } from '@restartix/core';
import type { AppSecret, AppSecretsConfig } from './app-secrets.config';

/** @throws ConfigError for names that Secrets Manager refuses, repeated keys, and lengths out of range. */
export function checkAppSecrets(id: string, { secrets }: AppSecretsConfig): void {
  checkConfig('app-secrets', id, (problem) => {
    for (const [name, { values = {}, generate = {}, valuesVersion }] of Object.entries<AppSecret>(secrets)) {
      const path = `secrets.${name}`;
      // A hyphen and six characters at the end look like the suffix that Secrets Manager adds to an ARN.
      if (!/^[a-z0-9][a-z0-9_./-]*$/.test(name) || /-[A-Za-z0-9]{6}$/.test(name)) {
        problem({
          property: path,
          value: name,
          allowed:
            'lowercase letters, digits, hyphens, dots, underscores and slashes, not ending in a hyphen and six characters (AWS Secrets Manager)',
          fix: 'Rename it.',
        });
      }
      for (const key of Object.keys(generate).filter((each) => each in values)) {
        problem({
          property: `${path}.generate.${key}`,
          value: generate[key],
          allowed: 'keys that `values` does not set',
          fix: 'Remove one of the two.',
        });
      }
      for (const [key, { length }] of Object.entries(generate)) {
        checkBounds(problem, {
          property: `${path}.generate.${key}.length`,
          value: length,
          min: 16,
          max: 4096,
          unit: 'characters',
          by: 'fewer can be guessed; AWS Secrets Manager makes no more',
          fix: 'Use 64.',
        });
      }
      if (valuesVersion !== undefined && Object.keys({ ...values, ...generate }).length === 0) {
        problem({
          property: `${path}.valuesVersion`,
          value: valuesVersion,
          allowed: 'nothing for a secret that is set out of band',
          fix: 'Remove it, or give values.',
        });
      }
    }
  });
}
