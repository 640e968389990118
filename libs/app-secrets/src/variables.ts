import type { AppSecret } from './app-secrets.config';
import type { KeyVersions } from './key-versions';

/** What a container gets of a secret, in the shape that `EcsService` takes. */
export interface SecretVariables {
  /** Plain variables. */
  readonly environment: Readonly<Record<string, string>>;
  /** Variables that ECS fills from Secrets Manager. */
  readonly secrets: Readonly<Record<string, { readonly arn: string; readonly jsonKey: string }>>;
}

/** One variable per key of a secret that is written or set by hand. */
export function variablesOfKeys(secret: AppSecret, arn: string): SecretVariables {
  const keys = 'values' in secret ? secret.values : 'keys' in secret ? secret.keys : {};
  return {
    environment: {},
    secrets: Object.fromEntries(Object.keys(keys).map((key) => [key, { arn, jsonKey: key }])),
  };
}

/**
 * `{KEY}` to encrypt with and `{KEY}_VERSION`, its version; `{KEY}_V1`, `{KEY}_V2` … each version that can be read, the current one
 * too. Not one variable with all of them: ECS fills a variable from one secret, and one secret for all versions is
 * written as a whole.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html
 */
export function variablesOfVersions({ key, current, arns }: KeyVersions): SecretVariables {
  const variable = (name: string, version: string) => [name, { arn: arns[version]!, jsonKey: key }] as const;
  return {
    environment: { [`${key}_VERSION`]: current },
    secrets: Object.fromEntries([
      variable(key, current),
      ...Object.keys(arns).map((version) => variable(`${key}_V${version}`, version)),
    ]),
  };
}
