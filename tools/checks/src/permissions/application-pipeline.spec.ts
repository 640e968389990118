import { BOOTSTRAP, ENVIRONMENTS, ENV_NAMES } from '../environments';
import { Account } from '../policies/account';
import { applicationPipeline } from './application-pipeline';
import { decideAll, problemOf } from './check';
import { unneeded } from './needed';

it.each(ENV_NAMES)(
  'the role deploy of %s may do what an application’s pipeline does, and nothing else',
  async (env) => {
    const account = new Account(ENVIRONMENTS[env].synthesized, BOOTSTRAP.synthesized);
    const name = `restartix-${env}-github-deploy`;
    const decided = await decideAll(account, name, applicationPipeline(ENVIRONMENTS[env].synthesized, account, env));
    expect(decided.length).toBeGreaterThan(50);
    expect(decided.filter(({ allowed }) => !allowed).map((each) => problemOf(name, each))).toEqual([]);
    expect(unneeded(account.role(name), decided)).toEqual([]);
  },
);
