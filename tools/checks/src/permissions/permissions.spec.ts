import { BOOTSTRAP, ENVIRONMENTS, ENV_NAMES } from '../environments';
import { Account, type Role } from '../policies/account';
import { decideAll, problemOf, type Decided } from './check';
import { Decider } from './decide';
import { HOW_TO_RECORD } from './live';
import { isRefused } from './refused';
import { unneeded, type Unneeded } from './needed';
import { readRecord, whole, type PipelineRole } from './record';
import { typesOf } from './stack';
import { WITHOUT_A_CALL, reasonOf } from './without-a-call';

const PIPELINE_ROLES: readonly PipelineRole[] = ['plan', 'apply'];

describe.each(ENV_NAMES)('in %s', (env) => {
  const account = new Account(ENVIRONMENTS[env].synthesized, BOOTSTRAP.synthesized);
  const stack = ENVIRONMENTS[env].synthesized.json;
  const record = readRecord(env);

  it('has recorded calls of every type of resource', () => {
    const known = [...record.types, ...SKIPPED_WITHOUT_CLOUDFLARE];
    const unknown = typesOf(stack).filter((type) => !known.includes(type));
    expect(unknown.map((type) => `Nobody has seen what ${type} calls. ${HOW_TO_RECORD}`)).toEqual([]);
  });

  describe.each(PIPELINE_ROLES)('the role %s', (role) => {
    const name = `restartix-${env}-github-${role}`;
    let decided: Decided[];

    beforeAll(async () => {
      decided = await decideAll(
        account,
        name,
        record.calls[role].map((call) => whole(call, account.tags())),
      );
    });

    it('may do what it was seen doing', () => {
      expect(decided.length).toBeGreaterThan(100);
      const problems = decided.filter(({ allowed, request }) => !allowed && !isRefused(request));
      expect(problems.map((each) => problemOf(name, each))).toEqual([]);
    });

    it('is denied a call without any single statement that a call needs', async () => {
      const needs = needsOfStatements(decided);
      expect(needs.size).toBeGreaterThan(3);
      const through: string[] = [];
      for (const [statement, { request }] of needs) {
        const decider = new Decider(without(account.role(name), statement), account);
        if ((await decider.decide(request)).allowed) through.push(`${statement}: ${request.action}`);
      }
      expect(through).toEqual([]);
    });
  });
});

it.each(PIPELINE_ROLES)('gives %s nothing that no call needs, but for what has its reason', async (role) => {
  const found = await Promise.all(ENV_NAMES.map((env) => unneededIn(env, role)));
  // What one environment alone needs is needed: the statements are the same.
  const everywhere = found[0]!.filter((each) => found.every((others) => others.some((other) => sameAs(each, other))));
  const reasonless = everywhere.filter((each) => reasonOf(role, each) === undefined);
  expect(reasonless.map(({ statement, part, value }) => `${statement}: no call needs the ${part} ${value}`)).toEqual(
    [],
  );
  const stale = WITHOUT_A_CALL.filter(({ of }) => of.includes(role)).filter(
    (row) => !everywhere.some((each) => reasonOf(role, each) === row.reason),
  );
  expect(stale).toEqual([]);
});

/** Types of which a run without Cloudflare's provider has nothing, with what they call beside what others do. */
const SKIPPED_WITHOUT_CLOUDFLARE = ['aws_acm_certificate_validation'];

async function unneededIn(env: (typeof ENV_NAMES)[number], role: PipelineRole): Promise<Unneeded[]> {
  const account = new Account(ENVIRONMENTS[env].synthesized, BOOTSTRAP.synthesized);
  const name = `restartix-${env}-github-${role}`;
  const decided = await decideAll(
    account,
    name,
    readRecord(env).calls[role].map((call) => whole(call, account.tags())),
  );
  return unneeded(account.role(name), decided).map((each) => ({ ...each, value: each.value.replaceAll(env, '{env}') }));
}

function sameAs(one: Unneeded, other: Unneeded): boolean {
  return one.statement === other.statement && one.part === other.part && one.value === other.value;
}

/** For each statement one request that it alone allows. */
function needsOfStatements(decided: readonly Decided[]): Map<string, Decided> {
  return new Map(
    decided.flatMap((each) => {
      const [grant, ...others] = each.grants;
      return grant && others.length === 0 ? [[`${grant.policy} ${grant.index}`, each] as const] : [];
    }),
  );
}

function without(role: Role, statement: string): Role {
  const policies = role.policies.map(({ name, policy }) => ({
    name,
    policy: {
      ...policy,
      Statement: policy.Statement.filter((_, position) => `${name} ${position + 1}` !== statement),
    },
  }));
  return { ...role, policies: policies.filter(({ policy }) => policy.Statement.length > 0) };
}
