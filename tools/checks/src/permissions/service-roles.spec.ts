import { BOOTSTRAP, ENVIRONMENTS, ENV_NAMES } from '../environments';
import { Account } from '../policies/account';
import { decideRequests, problemOf, type Decided } from './check';
import { unneeded } from './needed';
import { serviceRoles } from './service-roles';

/** A schedule names no revision, and the service-authorization data has no ARN without one. */
const WITHOUT_REVISION = /:task-definition\/[\w-]+$/;

describe.each(ENV_NAMES)('in %s', (env) => {
  const { synthesized } = ENVIRONMENTS[env];
  const account = new Account(synthesized, BOOTSTRAP.synthesized);
  const roles = serviceRoles(synthesized, account);
  const names = [...new Set(roles.map(({ role }) => role))];

  it('has a role for each task, the schedules and the flow logs', () => {
    const tasks = Object.values(synthesized.resources('aws_ecs_task_definition'));
    const starting = new Set(tasks.map((task) => task['execution_role_arn'] as string));
    expect(names.length).toBe(starting.size + 2);
  });

  it.each(names)('%s may do what AWS does with it, and nothing else', async (name) => {
    const requests = roles.filter(({ role }) => role === name).flatMap((each) => each.requests);
    const decided: Decided[] = await decideRequests(
      account,
      name,
      requests.map((request) => ({ request })),
    );
    expect(decided.filter(({ allowed }) => !allowed).map((each) => problemOf(name, each))).toEqual([]);
    expect(unneeded(account.role(name), decided).filter(({ value }) => !WITHOUT_REVISION.test(value))).toEqual([]);
  });
});
