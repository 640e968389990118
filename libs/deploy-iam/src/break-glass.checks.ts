import { checkConfig, checkValues } from '@restartix/core';
import type { BreakGlassConfig } from './break-glass.config';
import { BREAK_GLASS_CONFIG } from './generated-inputs';

/** @throws ConfigError when nobody, or a pattern, may assume the role. */
export function checkBreakGlass(id: string, config: BreakGlassConfig): void {
  checkValues('deploy-iam', id, config, { inputs: BREAK_GLASS_CONFIG });
  const { users } = config;
  checkConfig('deploy-iam', id, (problem) => {
    if (users.length > 0 && users.every((user) => /^[\w+=,.@-]{1,64}$/.test(user))) return;
    problem({
      property: 'users',
      value: users,
      allowed: 'names of IAM users, at least one, without a wildcard',
      fix: 'Name each one.',
    });
  });
}
