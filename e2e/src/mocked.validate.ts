import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TerraformJson } from '@restartix/testing';
import { EXAMPLES, synthesizeExample, terraformIn, writeModule } from './examples';

/** ARNs that the provider checks when a value of one resource goes into another; a mock makes up eight letters. */
const ARNS: Readonly<Record<string, string>> = {
  aws_cloudwatch_event_connection: 'events:eu-central-1:123456789012:connection/mocked/0000',
  aws_cloudwatch_event_api_destination: 'events:eu-central-1:123456789012:api-destination/mocked/0000',
  aws_cloudwatch_log_group: 'logs:eu-central-1:123456789012:log-group:mocked',
  aws_ecs_cluster: 'ecs:eu-central-1:123456789012:cluster/mocked',
  aws_iam_instance_profile: 'iam::123456789012:instance-profile/mocked',
  aws_iam_openid_connect_provider: 'iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
  aws_iam_policy: 'iam::123456789012:policy/mocked',
  aws_iam_role: 'iam::123456789012:role/mocked',
  aws_kms_key: 'kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555',
  aws_lb: 'elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/mocked/0000000000000000',
  aws_lb_listener:
    'elasticloadbalancing:eu-central-1:123456789012:listener/app/mocked/0000000000000000/0000000000000000',
  aws_lb_target_group: 'elasticloadbalancing:eu-central-1:123456789012:targetgroup/mocked/0000000000000000',
  aws_lb_trust_store: 'elasticloadbalancing:eu-central-1:123456789012:truststore/mocked/0000000000000000',
  aws_acm_certificate: 'acm:eu-central-1:123456789012:certificate/11111111-2222-3333-4444-555555555555',
  aws_secretsmanager_secret: 'secretsmanager:eu-central-1:123456789012:secret:mocked-000000',
  aws_service_discovery_service: 'servicediscovery:eu-central-1:123456789012:service/srv-0000000000000000',
  aws_sns_topic: 'sns:eu-central-1:123456789012:mocked',
  aws_sqs_queue: 'sqs:eu-central-1:123456789012:mocked',
};

/** What stands in a secret, under any of the keys that a module reads. */
const SECRET = JSON.stringify(
  Object.fromEntries(['username', 'password', 'token', 'AUTH_TOKEN'].map((key) => [key, 'mocked-mocked-mocked'])),
);

const MOCK_PROVIDER = [
  'mock_provider "aws" {',
  ...Object.entries(ARNS).map(
    ([type, arn]) => `  mock_resource "${type}" {\n    defaults = { arn = "arn:aws:${arn}" }\n  }`,
  ),
  '  mock_resource "aws_launch_template" {\n    defaults = { id = "lt-0123456789abcdef0" }\n  }',
  `  mock_data "aws_secretsmanager_secret_version" {\n    defaults = { secret_string = ${JSON.stringify(SECRET)} }\n  }`,
  '}',
].join('\n');

const LIBS = [...new Set(EXAMPLES.map(({ lib }) => lib))];

/** Each library's examples together, applied and planned again by Terraform's own test framework: no API answers. */
describe('applied with a mocked provider', () => {
  let folder: string;
  let output: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mocked-'));
    for (const lib of LIBS) writeLibrary(lib);
    writeConfiguration(folder, {});
    terraformIn(folder, ['init', '-backend=false', '-input=false']);
    // As JSON, each plan brings the provider's whole schema along, 9 MB of it.
    output = terraformIn(folder, ['test', '-verbose', '-no-color']);
  }, 10 * 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function writeLibrary(lib: string): void {
    const examples = EXAMPLES.filter((example) => example.lib === lib);
    for (const example of examples) {
      writeModule(join(folder, lib, example.name), mockable(synthesizeExample(example)));
    }
    const modules = examples.map(({ name }) => [name, { source: `./${name}` }]);
    writeConfiguration(join(folder, lib), { module: Object.fromEntries(modules) as object });
    const run = (name: string, command: string): string =>
      `run "${name}" {\n  command = ${command}\n  module {\n    source = "./${lib}"\n  }\n}`;
    writeFileSync(
      join(folder, `${lib}.tftest.hcl`),
      [MOCK_PROVIDER, run('apply', 'apply'), run('again', 'plan'), ''].join('\n\n'),
    );
  }

  /** What Terraform says of one library: its two runs, the second with its plan. */
  function said(lib: string): string {
    const [, found = ''] = `\n${output}`.split(`\n${lib}.tftest.hcl... in progress\n`);
    return found.split(`${lib}.tftest.hcl... tearing down`)[0] ?? '';
  }

  it.each(LIBS)('%s applies', (lib) => {
    expect(said(lib).match(/^Error: [^]*?\n\n/gm) ?? []).toEqual([]);
    expect(said(lib)).toContain('run "apply"... pass');
  });

  it.each(LIBS)('%s has nothing to change afterwards', (lib) => {
    const [, again = ''] = said(lib).split('run "again"... pass');
    expect(again).toContain('No changes. Your infrastructure matches the configuration.');
  });
});

/** Each level says whose `aws` it means, or the mocked one does not reach the level below. */
function writeConfiguration(folder: string, content: object): void {
  const terraform = { required_providers: { aws: { source: 'hashicorp/aws', version: '5.100.0' } } };
  writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ ...content, terraform }));
}

/**
 * Terraform mocks no ephemeral resources: variables with a value of the same shape take their place. And what is
 * protected against being destroyed could not be cleaned up.
 */
function mockable({ ephemeral = {}, ...json }: TerraformJson): TerraformJson & { readonly variable?: object } {
  const names = Object.entries(ephemeral).flatMap(([type, blocks]) =>
    Object.keys(blocks).map((name) => `ephemeral_${type}_${name}`),
  );
  const mocked = { default: { random_password: 'mocked-mocked-mocked', secret_string: SECRET } };
  const text = JSON.stringify(json)
    .replace(/ephemeral\.(\w+)\.(\w+)/g, 'var.ephemeral_$1_$2')
    .replaceAll('"prevent_destroy":true', '"prevent_destroy":false');
  return {
    ...(JSON.parse(text) as TerraformJson),
    ...(names.length > 0 ? { variable: Object.fromEntries(names.map((name) => [name, mocked])) as object } : {}),
  };
}
