import { BOOTSTRAP, ENVIRONMENTS, ENV_NAMES } from '../environments';
import { Account } from './account';
import { answers } from './answers';
import { attacksOn } from './attacks';

describe.each(ENV_NAMES)('with a role of the pipelines of %s, in one account with the other', (env) => {
  const account = new Account(ENVIRONMENTS[env].synthesized, BOOTSTRAP.synthesized);
  const rows = attacksOn(env).flatMap(({ by, ...attack }) => by.map((role) => ({ role, ...attack })));

  it.each(rows)('nobody as $role $name', async ({ role, steps }) => {
    const results = await Promise.all(steps.map((step) => answers(account, env, role, step)));
    expect(results).toEqual(steps.map(({ allowed }) => allowed));
    // An attack that nothing refuses is none.
    expect(results.at(-1)).toBe(false);
  });
});
