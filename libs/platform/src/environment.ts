import { checkConfig, type EnvStackConfig, type StateConfig } from '@restartix/core';

/** What an environment is, with what keeps it where it is. */
export interface EnvironmentConfig extends EnvStackConfig {
  /** The only AWS account that Terraform may change, 12 digits: credentials of another one are refused. */
  readonly accountId: string;
  readonly state: StateConfig & {
    /** Region of the state bucket. It stays when the environment moves to another region. */
    readonly region: string;
  };
}

/**
 * @returns the config itself
 * @throws ConfigError for what the type requires, where nobody checked types.
 */
export function checkedEnvironment(config: EnvironmentConfig): EnvironmentConfig {
  const { env, accountId, state } = config as Partial<EnvironmentConfig>;
  checkConfig('env', String(env), (problem) => {
    if (accountId === undefined) {
      problem({
        property: 'accountId',
        value: accountId,
        allowed: 'the account that the environment is in, 12 digits',
        fix: 'Set it: aws sts get-caller-identity --query Account says which account your credentials are for.',
      });
    }
    if (state?.region === undefined) {
      problem({
        property: 'state.region',
        value: state?.region,
        allowed: 'the region of the state bucket',
        fix: 'Set it, e.g. to eu-central-1: the state stays there when the environment moves to another region.',
      });
    }
  });
  return config;
}
