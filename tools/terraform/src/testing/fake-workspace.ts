import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { ToolError } from '@restartix/kit';
import { run } from '../cli/run';
import { platformsLine } from '../providers/lock-file';
import { platform } from '../providers/mirror';
import { zipOf } from './zip';

/** What the fake Terraform does for a subcommand: a shell script. */
export type Script = string;

export interface FakeWorkspace {
  readonly root: string;
  readonly work: string;
  readonly stack: string;
  /** The command lines that the fake Terraform got, without `-chdir`. */
  calls(): string[];
  dispose(): void;
}

const DEFAULTS: Readonly<Record<string, Script>> = {
  version: 'echo "Terraform v1.11.4"',
  init: 'mkdir -p "$TF_DATA_DIR/providers"; echo {} > "$TF_DATA_DIR/terraform.tfstate"; echo lock > .terraform.lock.hcl',
};

export const CONFIGURATION = {
  terraform: {
    required_providers: { aws: { source: 'aws', version: '5.100.0' } },
    backend: { s3: { bucket: 'example-tfstate', key: 'staging/terraform.tfstate', region: 'eu-central-1' } },
  },
  provider: { aws: [{ region: 'eu-central-1' }] },
};

function lockFile(registry: string): string {
  const providers = { 'hashicorp/aws': '5.100.0', 'cloudflare/cloudflare': '5.14.0' };
  const blocks = Object.entries(providers).map(
    ([name, version]) =>
      `provider "${registry}/${name}" {\n  version = "${version}"\n  hashes = [\n    "h1:AAAA",\n  ]\n}\n`,
  );
  return [platformsLine([platform()]), ...blocks].join('\n');
}

/** The lock file that a run of Terraform in the cloud needs. */
export const LOCK = lockFile('registry.terraform.io');

/** A workspace with one synthesized environment, and a program that answers as Terraform would. */
export function fakeWorkspace(scripts: Readonly<Record<string, Script>> = {}, env = 'staging'): FakeWorkspace {
  const root = mkdtempSync(join(tmpdir(), 'terraform-tool-'));
  const stack = join(root, 'apps', env, 'cdktf.out', 'stacks', env);
  mkdirSync(stack, { recursive: true });
  writeFileSync(join(root, 'nx.json'), '{}');
  writeFileSync(join(root, 'apps', env, 'cdktf.json'), '{}');
  writeFileSync(join(stack, 'cdk.tf.json'), JSON.stringify(CONFIGURATION));
  writeFileSync(join(root, 'apps', env, '.terraform.lock.hcl'), LOCK);
  writeFileSync(join(root, 'apps', env, '.opentofu.lock.hcl'), lockFile('registry.opentofu.org'));
  mkdirSync(join(root, 'mirror'));
  writeFileSync(join(root, 'plan.zip'), zipOf('tfstate', JSON.stringify({ lineage: 'a-lineage' })));

  const cases = Object.entries({ ...DEFAULTS, ...scripts }).map(([name, script]) => `${name})\n${script}\n;;`);
  const program = join(root, 'terraform');
  writeFileSync(
    program,
    `#!/bin/sh
case "$1" in -chdir=*) cd "\${1#-chdir=}"; shift;; esac
echo "$*" >> "${root}/calls"
for argument in "$@"; do case "$argument" in -out=*) out="\${argument#-out=}"; cp "${root}/plan.zip" "$out";; esac; done
case "$1" in
${cases.join('\n')}
esac
`,
  );
  chmodSync(program, 0o755);
  const variables = {
    TERRAFORM_BINARY_NAME: program,
    TF_PROVIDER_MIRROR: join(root, 'mirror'),
    TF_PLUGIN_CACHE_DIR: join(root, 'cache'),
  };
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  const account = fakeAccount();
  const cwd = jest.spyOn(process, 'cwd').mockReturnValue(root);
  return {
    root,
    stack,
    work: join(root, 'apps', env, '.tf'),
    calls: () => (existsSync(join(root, 'calls')) ? readFileSync(join(root, 'calls'), 'utf8').trim().split('\n') : []),
    dispose: () => {
      cwd.mockRestore();
      account.restore();
      for (const [name, value] of before) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Whose credentials a cloud run finds. */
function fakeAccount(): { restore(): void } {
  const answers: [typeof STSClient | typeof IAMClient, object][] = [
    [STSClient, { Account: '123456789012', Arn: 'arn:aws:sts::123456789012:assumed-role/Admin/jo' }],
    [IAMClient, { AccountAliases: ['example'] }],
  ];
  const spies = answers.map(([client, answer]) =>
    jest.spyOn(client.prototype, 'send').mockImplementation(() => Promise.resolve(answer)),
  );
  return { restore: () => spies.forEach((spy) => spy.mockRestore()) };
}

/** Catches what a command prints. */
export function captured(): { out(): string; err(): string; restore(): void } {
  const out: string[] = [];
  const err: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((...args: unknown[]) => void out.push(args.join(' ')));
  const write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err.push(String(text));
    return true;
  });
  return {
    out: () => out.join('\n'),
    err: () => err.join(''),
    restore: () => {
      log.mockRestore();
      write.mockRestore();
    },
  };
}

/** Runs a command line as the program does. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    return await run(args);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    process.stderr.write(error.message);
    return error.exitCode;
  }
}
