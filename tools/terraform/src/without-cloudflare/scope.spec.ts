import { startEmulator } from '@restartix/emulator';
import { spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SKIPPED_OUTPUT, type PlanSummary } from '@restartix/plan-report';
import { platform } from '../providers/mirror';
import {
  main,
  captured,
  CONFIGURATION,
  fakeWorkspace,
  type FakeWorkspace,
  type Script,
} from '../testing/fake-workspace';

jest.mock('@restartix/emulator', () => ({
  ...jest.requireActual<object>('@restartix/emulator'),
  startEmulator: jest.fn(),
}));

const WITH_CLOUDFLARE = {
  ...CONFIGURATION,
  terraform: {
    ...CONFIGURATION.terraform,
    required_providers: {
      ...CONFIGURATION.terraform.required_providers,
      cloudflare: { source: 'cloudflare/cloudflare', version: '5.14.0' },
    },
  },
  resource: {
    aws_acm_certificate_validation: { v: { fqdns: ['${cloudflare_dns_record.proof.name}'] } },
    aws_vpc: { main: { depends_on: ['cloudflare_dns_record.proof'] } },
    cloudflare_dns_record: { proof: { zone_id: 'x' } },
  },
};
const PROVIDER = join('registry.terraform.io', 'cloudflare', 'cloudflare', '5.14.0', platform());
const FETCHED = `mkdir -p "$TF_DATA_DIR/providers/${PROVIDER}"; echo {} > "$TF_DATA_DIR/terraform.tfstate"`;

const EVALUATED = {
  actions: ['create'],
  after: { 'cloudflare_dns_record.proof': { zone_id: 'x', content: null } },
  after_unknown: { 'cloudflare_dns_record.proof': { name: true } },
};

let workspace: FakeWorkspace;
let printed: ReturnType<typeof captured>;
let server: Server;
let refusals: readonly object[];
let asked: string;
beforeEach(async () => {
  printed = captured();
  refusals = [];
  asked = '';
  server = createServer((request, response) => {
    request.on('data', (data: Buffer) => (asked += data.toString()));
    request.on('end', () => response.writeHead(200).end(JSON.stringify({ refusals })));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  printed.restore();
  server.close();
  workspace.dispose();
});

function use(scripts: Readonly<Record<string, Script>> = {}, configuration: object = WITH_CLOUDFLARE): void {
  workspace = fakeWorkspace({
    plan: 'cp cdk.tf.json PLANNED; env > ENVIRONMENT',
    state: `echo '{"resources":[]}'`,
    show: `echo '${JSON.stringify({ output_changes: { [SKIPPED_OUTPUT]: EVALUATED } })}'`,
    output: `echo '${JSON.stringify({ [SKIPPED_OUTPUT]: { value: EVALUATED.after } })}'`,
    ...scripts,
  });
  const program = join(workspace.root, 'terraform');
  const script = readFileSync(program, 'utf8')
    .replaceAll('PLANNED', file('planned'))
    .replaceAll('ENVIRONMENT', file('environment'));
  writeFileSync(program, script);
  writeFileSync(join(workspace.stack, 'cdk.tf.json'), JSON.stringify(configuration));
  const { port } = server.address() as AddressInfo;
  jest.mocked(startEmulator).mockResolvedValue({
    id: 'one',
    pid: process.pid,
    port,
    url: `http://127.0.0.1:${port}`,
    home: workspace.root,
    startedAt: new Date(Date.now() - 60_000).toISOString(),
    key: 'none',
    callsFile: file('emulator-calls'),
    logFile: file('emulator-log'),
  });
}

const file = (name: string): string => join(workspace.root, name);
const synthesized = (): string => readFileSync(join(workspace.stack, 'cdk.tf.json'), 'utf8');
const planned = (): string => readFileSync(file('planned'), 'utf8');

describe('when the provider is not available', () => {
  test('a local run skips exactly what needs Cloudflare, says so, and does not change the synthesized file', async () => {
    use();
    const before = synthesized();
    expect(await main(['plan', 'staging', '--local'])).toBe(0);
    expect(printed.err()).toContain(
      'Skipped in this local run, provider cloudflare/cloudflare not available (neither in a mirror nor from the registry): aws_acm_certificate_validation.v, cloudflare_dns_record.proof.',
    );
    const { locals, output, ...rest } = JSON.parse(planned()) as Record<string, object>;
    expect(rest).toEqual({ ...CONFIGURATION, resource: { aws_vpc: { main: {} } } });
    expect(Object.keys({ ...locals, ...output })).toEqual([
      'skipped_aws_acm_certificate_validation_v',
      'skipped_cloudflare_dns_record_proof',
      'skipped_without_provider',
    ]);
    expect(synthesized()).toBe(before);
    const summary = JSON.parse(readFileSync(join(workspace.work, 'plan-summary.json'), 'utf8')) as PlanSummary;
    expect(summary.skipped).toEqual(['aws_acm_certificate_validation.v', 'cloudflare_dns_record.proof']);
    for (const name of ['plan.md', 'plan.html']) {
      expect(readFileSync(join(workspace.work, name), 'utf8')).toContain('cloudflare_dns_record.proof');
    }
    expect(printed.out()).toMatch(
      /skipped \(2\), provider not available: .*1 cloudflare_dns_record; plan\.html lists them\n\nstaging: no changes$/,
    );
  });

  const REFUSAL = {
    address: 'cloudflare_dns_record.proof',
    argument: 'content',
    value: 'aws_lb.a.dns_name',
    why: 'Content for CNAME record is invalid.',
    allowed: 'a hostname',
  };

  test('asks the emulator whether Cloudflare would take what Terraform evaluated, and refuses what it would not', async () => {
    use();
    refusals = [REFUSAL];
    expect(await main(['plan', 'staging', '--local'])).toBe(1);
    expect(printed.err()).toContain(
      'cloudflare_dns_record.proof: content = "aws_lb.a.dns_name": Content for CNAME record is invalid. (allowed: a hostname)',
    );
    expect(JSON.parse(asked)).toEqual({
      resources: [
        {
          address: 'cloudflare_dns_record.proof',
          type: 'cloudflare_dns_record',
          values: { zone_id: 'x' },
          unknown: ['content', 'name'],
        },
      ],
    });
  });

  test('asks again after the apply, when all of it is known', async () => {
    use({ plan: 'exit 2' });
    expect(await main(['deploy', 'staging', '--local'])).toBe(0);
    expect(asked.match(/"resources"/g)).toHaveLength(2);
    expect(printed.out() + printed.err()).not.toContain(SKIPPED_OUTPUT);
  });

  test('a destroy asks nothing', async () => {
    use({ plan: 'exit 2', show: `echo '{}'` });
    expect(await main(['destroy', 'staging', '--local'])).toBe(0);
    expect(asked).toBe('');
  });

  test('what surrounds the configuration goes where Terraform runs, and assets are found there', async () => {
    use({ plan: 'ls > ENVIRONMENT; cat assets/a >> ENVIRONMENT' });
    mkdirSync(join(workspace.stack, 'assets'));
    writeFileSync(join(workspace.stack, 'assets', 'a'), 'an asset');
    for (let i = 0; i < 2; i += 1) expect(await main(['plan', 'staging', '--local'])).toBe(0);
    const seen = readFileSync(file('environment'), 'utf8');
    expect(seen).toContain('emulator_override.tf.json');
    expect(seen).toContain('an asset');
    expect(existsSync(join(workspace.stack, 'emulator_override.tf.json'))).toBe(false);
  });

  test('a cloud run asks for the whole, and says what is missing', async () => {
    use({ init: 'echo "Error: Failed to query available provider packages" >&2; exit 1' });
    expect(await main(['plan', 'staging'])).toBe(1);
    expect(printed.err()).toMatch(
      /cannot install its providers \(aws 5\.100\.0, cloudflare\/cloudflare 5\.14\.0\)[^]*TF_PROVIDER_MIRROR[^]*Only a :local run can skip cloudflare/,
    );
    expect(workspace.calls()).toEqual(['version', expect.stringMatching(/^init .*-reconfigure/)]);
  });

  test.each(['plan', 'destroy', 'drift'])(
    '%s refuses when an earlier run applied Cloudflare resources',
    async (command) => {
      const state = (type: string, name: string): object => ({ mode: 'managed', type, name, instances: [{}] });
      for (const resource of [
        state('cloudflare_dns_record', 'older'),
        state('aws_acm_certificate_validation', 'v'),
        state('aws_acm_certificate_validation', 'old'),
      ]) {
        const moved = [{ from: 'aws_acm_certificate_validation.old', to: 'aws_acm_certificate_validation.v' }];
        use({ state: `echo '${JSON.stringify({ resources: [resource] })}'` }, { ...WITH_CLOUDFLARE, moved });
        expect(await main([command, 'staging', '--local'])).toBe(1);
        expect(printed.err()).toMatch(
          /An earlier run applied \S+ to staging\. [^]*TF_PROVIDER_MIRROR[^]*emulator:stop/,
        );
        expect(workspace.calls().some((call) => call.startsWith('plan'))).toBe(false);
      }
    },
  );

  test('a data source in the state is no reason to refuse', async () => {
    use({ state: `echo '{"resources":[{"mode":"data","type":"cloudflare_zone","name":"z","instances":[{}]}]}'` });
    expect(await main(['plan', 'staging', '--local'])).toBe(0);
  });

  test('validates what is left, without an emulator', async () => {
    use({ validate: 'cp cdk.tf.json PLANNED' });
    jest.mocked(startEmulator).mockClear();
    expect(await main(['validate', 'staging', '--local'])).toBe(0);
    expect(planned()).not.toContain('cloudflare/cloudflare');
    expect(startEmulator).not.toHaveBeenCalled();
  });
});

describe('when the provider is available', () => {
  const fetches = (): number => workspace.calls().filter((call) => call.endsWith('-no-color')).length;
  const configuration = (): string => readFileSync(join(workspace.work, 'terraform.rc'), 'utf8');

  test('a local run fetches it once, takes it from there, and applies Cloudflare resources to the emulator', async () => {
    use({ init: FETCHED });
    expect(await main(['plan', 'staging', '--local'])).toBe(0);
    expect(JSON.parse(planned())).toEqual(WITH_CLOUDFLARE);
    expect(configuration()).toContain(join(workspace.work, 'providers', 'cloudflare', 'data', 'providers'));
    const environment = readFileSync(file('environment'), 'utf8');
    expect(environment).toMatch(/CLOUDFLARE_BASE_URL=http:\/\/127\.0\.0\.1:\d+\/client\/v4\n/);
    expect(environment).toMatch(/CLOUDFLARE_API_TOKEN=[a-z0-9]{40}\n/);
    expect(printed.err()).not.toContain('Skipped');
    await main(['plan', 'staging', '--local']);
    expect(fetches()).toBe(1);
  });

  test('a mirror that has it is enough', async () => {
    use();
    mkdirSync(join(workspace.root, 'mirror', PROVIDER), { recursive: true });
    expect(await main(['plan', 'staging', '--local'])).toBe(0);
    expect(JSON.parse(planned())).toEqual(WITH_CLOUDFLARE);
    expect(fetches()).toBe(0);
  });

  test('a configuration that needs nothing of it goes without it, and nothing is said', async () => {
    use({}, { ...WITH_CLOUDFLARE, resource: { aws_vpc: { main: {} } } });
    expect(await main(['plan', 'staging', '--local'])).toBe(0);
    expect(planned()).not.toContain('cloudflare');
    expect(printed.err() + printed.out()).not.toMatch(/skipped/i);
  });

  test("a user's own CLI configuration decides, not our mirror", async () => {
    use();
    mkdirSync(join(workspace.root, 'mirror', PROVIDER), { recursive: true });
    const before = process.env['TF_CLI_CONFIG_FILE'];
    writeFileSync(file('own.rc'), '');
    process.env['TF_CLI_CONFIG_FILE'] = file('own.rc');
    expect(await main(['plan', 'staging', '--local'])).toBe(0);
    if (before === undefined) Reflect.deleteProperty(process.env, 'TF_CLI_CONFIG_FILE');
    else process.env['TF_CLI_CONFIG_FILE'] = before;
    expect(fetches()).toBe(1);
    expect(planned()).not.toContain('cloudflare/cloudflare');
  });
});

test('Terraform itself takes what is left', async () => {
  const terraform = spawnSync('sh', ['-c', 'command -v terraform || command -v tofu'], {
    encoding: 'utf8',
  }).stdout.trim();
  expect(terraform).not.toBe('');
  use(
    {},
    {
      terraform: {
        ...WITH_CLOUDFLARE.terraform,
        required_providers: { cloudflare: { source: 'cloudflare/cloudflare' } },
      },
      data: { cloudflare_zone: { z: { zone_id: 'x' } } },
      locals: { zone: '${data.cloudflare_zone.z.name}', kept: 'a' },
      resource: {
        cloudflare_dns_record: { a: { name: '${local.zone}' } },
        terraform_data: {
          waits: { input: '${local.kept}', depends_on: ['cloudflare_dns_record.a'] },
          triggered: { input: 'b', lifecycle: { replace_triggered_by: ['cloudflare_dns_record.a'] } },
          reads: { input: '${one([for each in [cloudflare_dns_record.a] : each.id if each.id != ""])}' },
          reads_on: { input: '${terraform_data.reads.output}' },
        },
      },
      moved: [{ from: 'terraform_data.before', to: 'terraform_data.reads' }],
      output: { zone: { value: '${local.zone}' }, kept: { value: '${terraform_data.waits.output}' } },
    },
  );
  await main(['plan', 'staging', '--local']);
  const folder = file('real');
  mkdirSync(folder);
  symlinkSync(file('planned'), join(folder, 'cdk.tf.json'));
  const run = (...args: string[]): string => {
    const { stdout, stderr } = spawnSync(terraform, [`-chdir=${folder}`, ...args], { encoding: 'utf8' });
    return stdout + stderr;
  };
  expect(run('init', '-backend=false', '-no-color')).toContain('successfully initialized');
  expect(run('validate', '-no-color')).toContain('The configuration is valid');
  expect(Object.keys((JSON.parse(planned()) as typeof WITH_CLOUDFLARE & { output: object }).output)).toEqual([
    'kept',
    SKIPPED_OUTPUT,
  ]);
});
