import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SKIPPED_OUTPUT } from '@restartix/plan-report';
import { excludeProvider } from './exclude-provider';
import { excludeAndEvaluate } from './stand-ins';

const RECORD = { name: 'a.example.com', content: 'x${terraform_data.lb.output}-"q"', ttl: 1 };
const EXAMPLE = {
  resource: {
    terraform_data: {
      lb: { input: 'lb.example.com' },
      waits: { input: ['${cloudflare_dns_record.a.name}', '${cloudflare_account_token.t.value}'] },
    },
    cloudflare_dns_record: { a: { '//': {}, ...RECORD, depends_on: ['terraform_data.lb'] } },
    cloudflare_custom_hostname_fallback_origin: { f: { origin: 'on ${cloudflare_dns_record.a.name}' } },
    cloudflare_account_token: {
      t: {
        name: 'token',
        policies: [{ id: '${data.cloudflare_groups.g.result}' }],
        secret: ['${sensitive("hidden")}'],
        passing: '${ephemeralasnull(sensitive("hidden"))}',
      },
    },
  },
  data: { cloudflare_groups: { g: { account_id: 'acc' } } },
  output: { origin: { value: '${cloudflare_custom_hostname_fallback_origin.f.origin}' }, kept: { value: 1 } },
};

const evaluated = (resource: object): ReturnType<typeof excludeAndEvaluate> =>
  excludeAndEvaluate({ resource }, 'cloudflare');

it('adds nothing to a configuration that skips nothing', () => {
  const json = { resource: { aws_vpc: { a: {} } }, locals: { a: 1 } };
  expect(excludeAndEvaluate(json, 'cloudflare')).toEqual({ ...excludeProvider(json, 'cloudflare'), standIns: [] });
});

it('makes local values and one output, and no resource', () => {
  const { configuration } = excludeAndEvaluate(EXAMPLE, 'cloudflare');
  expect(configuration['resource']).toEqual({ terraform_data: { lb: EXAMPLE.resource.terraform_data.lb } });
  expect(Object.keys(configuration).sort()).toEqual(['locals', 'output', 'resource']);
  expect(Object.keys(configuration['output'] as object)).toEqual(['kept', SKIPPED_OUTPUT]);
  expect(configuration['locals']).toMatchObject({
    skipped_cloudflare_dns_record_a: RECORD,
    skipped_cloudflare_custom_hostname_fallback_origin_f: {
      origin: 'on ${local.skipped_cloudflare_dns_record_a.name}',
    },
    skipped_output_origin: { value: '${local.skipped_cloudflare_custom_hostname_fallback_origin_f.origin}' },
  });
});

it('names the arguments that read what the provider computes, also through another', () => {
  const { standIns } = evaluated({
    cloudflare_a: { x: { one: '${cloudflare_b.y.id}', two: '2' } },
    cloudflare_b: { y: { name: '${cloudflare_c.z.name}' } },
    cloudflare_c: { z: { name: '${cloudflare_a.x.one}', zone: '${cloudflare_a.x.two}' } },
  });
  expect(standIns).toEqual([
    { address: 'cloudflare_a.x', omitted: ['one'] },
    { address: 'cloudflare_b.y', omitted: ['name'] },
    { address: 'cloudflare_c.z', omitted: ['name'] },
  ]);
});

it.each(['${each.key}', '${count.index}', '${self.id}', '${cloudflare_b.y[0].name}', '${cloudflare_b.y}'])(
  'does not evaluate %s',
  (value) => {
    const { standIns } = evaluated({ cloudflare_a: { x: { value } }, cloudflare_b: { y: { name: 'n' } } });
    expect(standIns[0]).toEqual({ address: 'cloudflare_a.x', omitted: ['value'] });
  },
);

it('is evaluated by Terraform, which keeps secrets out of the state', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stand-ins-'));
  const terraform = (...args: string[]): string => {
    const env = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null' };
    const { stdout, stderr, status } = spawnSync('terraform', [`-chdir=${folder}`, ...args], { encoding: 'utf8', env });
    expect({ args, stderr, status }).toEqual({ args, stderr: '', status: 0 });
    return stdout;
  };
  try {
    writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(excludeAndEvaluate(EXAMPLE, 'cloudflare').configuration));
    terraform('init', '-no-color');
    expect(terraform('apply', '-auto-approve', '-no-color')).toContain('1 added');
    const outputs = JSON.parse(terraform('output', '-json')) as Record<string, { value: unknown }>;
    expect(outputs[SKIPPED_OUTPUT]?.value).toEqual({
      'cloudflare_account_token.t': { name: 'token', secret: null, passing: null },
      'cloudflare_custom_hostname_fallback_origin.f': { origin: 'on a.example.com' },
      'cloudflare_dns_record.a': { ...RECORD, content: 'xlb.example.com-"q"' },
      'data.cloudflare_groups.g': { account_id: 'acc' },
      'output.origin': { value: 'on a.example.com' },
      'terraform_data.waits': {},
    });
    expect(terraform('state', 'pull')).not.toContain('hidden');
    terraform('plan', '-detailed-exitcode', '-no-color');
    terraform('destroy', '-auto-approve', '-no-color');
    expect(terraform('show', '-no-color').trim()).toBe('The state file is empty. No resources are represented.');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
