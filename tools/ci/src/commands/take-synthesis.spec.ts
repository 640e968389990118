import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { useFakes } from '../testing/use-fakes';
import { takeSynthesis } from './take-synthesis';

const fakes = useFakes();
const STACK = 'apps/staging/cdktf.out/stacks/staging';

beforeEach(() => {
  const backend = { s3: { bucket: 'state', key: 'staging/terraform.tfstate', region: 'eu-central-1' } };
  const required_providers = {
    aws: { source: 'aws', version: '5.100.0' },
    cloudflare: { source: 'cloudflare/cloudflare', version: '5.14.0' },
  };
  fakes.workspace.write(`${STACK}/cdk.tf.json`, {
    terraform: { backend, required_providers },
    provider: { aws: [{ region: 'eu-central-1' }], cloudflare: [{}] },
    resource: { aws_vpc: { main: { cidr_block: '10.0.0.0/16' } } },
  });
});

/** What the default branch synthesizes, with the changes of a pull request. */
function synthesizes(change: (json: Block) => void): void {
  const json = JSON.parse(fakes.workspace.read(`${STACK}/cdk.tf.json`)) as Block;
  change(json);
  fakes.workspace.write('synthesis/staging/cdk.tf.json', json);
}

type Block = Record<string, Record<string, unknown>>;

function run(env = 'staging'): Promise<number> {
  return takeSynthesis([env, '--from=synthesis'], fakes.workspace.context());
}

const bucket = (json: Block): void => {
  json['resource'] = { ...json['resource'], aws_s3_bucket: { uploads: { bucket: 'restartix-staging-uploads' } } };
};

describe('take-synthesis', () => {
  it('puts what a pull request synthesized in the place of what is here, and leaves nothing of that', async () => {
    fakes.workspace.write(`${STACK}/.terraform.lock.hcl`, '');
    synthesizes(bucket);
    fakes.workspace.write('synthesis/staging/assets/a.sh', 'echo');
    expect(await run()).toBe(0);
    expect(fakes.workspace.read(`${STACK}/cdk.tf.json`)).toContain('restartix-staging-uploads');
    expect(fakes.workspace.read(`${STACK}/assets/a.sh`)).toBe('echo');
    expect(existsSync(join(fakes.workspace.root, STACK, '.terraform.lock.hcl'))).toBe(false);
  });

  it.each<[string, (json: Block) => void, RegExp]>([
    [
      'a token sent elsewhere',
      (json) => (json['provider'] = { ...json['provider'], cloudflare: [{ base_url: 'https://evil.example' }] }),
      /base_url/,
    ],
    ['a program', (json) => (json['data'] = { external: { x: { program: ['sh', '-c', 'id'] } } }), /external/],
    ['a file of the runner', (json) => (json['output'] = { x: { value: '${file("/proc/self/environ")}' } }), /file/],
    [
      'another state',
      (json) => (json['terraform'] = { ...json['terraform'], backend: { s3: { bucket: 'evil', key: 'x' } } }),
      /backend/,
    ],
  ])('refuses %s, and leaves what is here', async (_, change, problem) => {
    const before = fakes.workspace.read(`${STACK}/cdk.tf.json`);
    synthesizes(change);
    await expect(run()).rejects.toThrow(problem);
    await expect(run()).rejects.toThrow(/What the pull request synthesizes for staging is not planned/);
    expect(fakes.workspace.read(`${STACK}/cdk.tf.json`)).toBe(before);
  });

  it.each(['evil.tf', 'evil.auto.tfvars'])('refuses %s beside the configuration', async (file) => {
    synthesizes(bucket);
    fakes.workspace.write(`synthesis/staging/${file}`, '');
    await expect(run()).rejects.toThrow(file);
  });

  it('refuses a link', async () => {
    synthesizes(bucket);
    fakes.workspace.write('synthesis/staging/assets/a', '');
    symlinkSync('/etc/passwd', join(fakes.workspace.root, 'synthesis/staging/assets/b'));
    await expect(run()).rejects.toThrow(/b/);
  });

  it.each([
    ['preview', /Unknown environment "preview"/],
    ['../staging', /Unknown environment/],
    ['production', /does not exist/],
  ])('refuses %s, which nobody synthesized', async (env, message) => {
    synthesizes(bucket);
    await expect(run(env)).rejects.toThrow(message);
  });
});
