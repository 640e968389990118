/** Terraform's state, the parts that tests read. */
export interface State {
  readonly serial: number;
  readonly outputs: Readonly<Record<string, { readonly value: unknown }>>;
  readonly resources: readonly StateResource[];
}

export interface StateResource {
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly instances: readonly { readonly attributes: Record<string, unknown> }[];
}

/** The attributes of a resource that is in the state once. */
export function attributesOf({ resources }: State, type: string): Record<string, unknown> {
  const [only, ...others] = resources.filter((each) => each.mode === 'managed' && each.type === type);
  const attributes = only?.instances[0]?.attributes;
  if (!attributes || others.length > 0) throw new Error(`The state does not have exactly one ${type}.`);
  return attributes;
}

/**
 * A state without the one secret that is known to be in it: the token of Redis, for which the provider has no write-only
 * argument. Its two places are named exactly, so that a third one is found.
 */
export function withoutRedisToken(text: string): string {
  const state = JSON.parse(text) as State;
  const places: Record<string, string> = {
    'data.aws_secretsmanager_secret_version.cache_current_token': 'secret_string',
    'managed.aws_elasticache_replication_group.cache_group': 'auth_token',
  };
  for (const { mode, type, name, instances } of state.resources) {
    const attribute = places[`${mode}.${type}.${name}`];
    if (!attribute) continue;
    for (const { attributes } of instances) {
      attributes[attribute] = null;
      // The data source has it twice: as text and as bytes.
      if (mode === 'data') attributes['secret_binary'] = null;
    }
  }
  return JSON.stringify(state);
}

/** What the account's own stack has made, as the emulator's inventory lists it: it stays when an environment is destroyed. */
export function bootstrapped(state: string): Record<string, string[]> {
  const { resources } = JSON.parse(state) as State;
  const all = (type: string, attribute: string): string[] =>
    resources
      .filter((resource) => resource.type === type && resource.mode === 'managed')
      .map(({ instances }) => String(instances[0]?.attributes[attribute]))
      .sort();
  return {
    's3:bucket': all('aws_s3_bucket', 'bucket'),
    'iam:openid-provider': all('aws_iam_openid_connect_provider', 'arn'),
    'iam:policy': all('aws_iam_policy', 'arn'),
    'iam:role': all('aws_iam_role', 'name'),
  };
}
