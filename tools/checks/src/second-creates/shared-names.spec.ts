import { ENVIRONMENTS, type EnvName } from '../environments';

/** What AWS and Cloudflare know something by. */
const NAMES = [
  ...['name', 'bucket', 'identifier', 'cluster_identifier', 'replication_group_id', 'email_identity'],
  ...['configuration_set_name', 'domain_name', 'alarm_name', 'dashboard_name', 'policy_name'],
];
/** Known by its name within something that is the environment's alone. */
const PARTS = ['aws_iam_role_policy', 'aws_service_discovery_service'];

type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

function namesOf(env: EnvName): Set<string> {
  const resources = ENVIRONMENTS[env].written['resource'] as Blocks;
  return new Set(
    Object.entries(resources)
      .filter(([type]) => !PARTS.includes(type))
      .flatMap(([type, blocks]) =>
        Object.values(blocks).flatMap((block) =>
          NAMES.map((name) => block[name])
            .filter((value): value is string => typeof value === 'string' && !value.includes('${'))
            .map((value) => `${type} ${value}`),
        ),
      ),
  );
}

it('two environments deployed at once in one account share nothing that has a name', () => {
  const [staging, production] = [namesOf('staging'), namesOf('production')];
  expect(staging.size).toBeGreaterThan(100);
  expect([...staging].filter((name) => production.has(name))).toEqual([]);
});
