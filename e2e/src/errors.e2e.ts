import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBucket, s3Object } from './aws';
import { addEnvironment } from './probe';
import { Workspace, type Result } from './workspace';

const QUEUE = {
  imports: `import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';`,
  resources: `new SqsQueue(stack, 'queue', { name: 'restartix-probe-queue' });`,
};

/** What is wrong and the hint, on a few lines, without a stack trace; and a failure. */
function expectHelp({ code, output }: Result, what: RegExp, hint: RegExp): void {
  expect(output).toMatch(what);
  expect(output).toMatch(hint);
  expect(output).not.toMatch(/^\s+at .*\(.*:\d+:\d+\)$/m);
  expect({ code, output }).not.toExitWith(0);
}

describe('errors that a person can fix', () => {
  let workspace: Workspace;
  let folder: string;

  beforeAll(async () => {
    workspace = new Workspace();
    folder = mkdtempSync(join(tmpdir(), 'errors-'));
    addEnvironment(workspace, 'probe', QUEUE);
    for (const command of ['probe:synth', 'terraform:build', 'emulator:start']) await workspace.mustNx('run', command);
    await createBucket(workspace.emulatorUrl, 'restartix-tfstate');
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await workspace.close();
  });

  /** A PATH that has these programs and nothing else. */
  function pathWith(...programs: string[]): string {
    const bin = mkdtempSync(join(folder, 'bin-'));
    for (const program of programs) {
      const found = (process.env['PATH'] ?? '')
        .split(':')
        .map((each) => join(each, program))
        .find((each) => existsSync(each));
      if (found) symlinkSync(found, join(bin, program));
    }
    return bin;
  }

  function script(name: string, content: string): string {
    const bin = mkdtempSync(join(folder, 'bin-'));
    workspace.write('tmp-script', content);
    mkdirSync(bin, { recursive: true });
    const file = join(bin, name);
    symlinkSync(join(workspace.root, 'tmp-script'), file);
    chmodSync(join(workspace.root, 'tmp-script'), 0o755);
    return file;
  }

  it('no Terraform', async () => {
    const result = await workspace.terraform(['plan', 'probe', '--local'], {
      env: { PATH: pathWith('python3'), TERRAFORM_BINARY_NAME: undefined },
    });
    expectHelp(result, /terraform.*not.*PATH|no terraform/i, /Install Terraform .*1\.11/);
  });

  it('a TERRAFORM_BINARY_NAME that is nowhere', async () => {
    const result = await workspace.terraform(['plan', 'probe', '--local'], {
      env: { TERRAFORM_BINARY_NAME: 'terraform-of-mine' },
    });
    expectHelp(result, /terraform-of-mine/, /TERRAFORM_BINARY_NAME/);
  });

  it('too old a Terraform', async () => {
    const old = script('terraform', '#!/bin/sh\necho "Terraform v1.5.7"\necho "on linux_amd64"\n');
    const result = await workspace.terraform(['plan', 'probe', '--local'], { env: { TERRAFORM_BINARY_NAME: old } });
    expectHelp(result, /Terraform 1\.5\.7/, /1\.11/);
  });

  it('no Python', async () => {
    const env = {
      PATH: pathWith('terraform', 'node'),
      EMULATOR_PYTHON: undefined,
      EMULATOR_HOME: join(folder, 'none'),
    };
    const result = await workspace.terraform(['plan', 'probe', '--local'], { env });
    expectHelp(result, /Python/, /Install Python .*EMULATOR_PYTHON/);
  });

  it('a Python without the pinned moto', async () => {
    const fake = script('python3', '#!/bin/sh\nexit 1\n');
    const result = await workspace.terraform(['plan', 'probe', '--local'], {
      env: { EMULATOR_PYTHON: fake, EMULATOR_HOME: join(folder, 'none') },
    });
    expectHelp(result, /EMULATOR_PYTHON/, /requirements\.txt|unset EMULATOR_PYTHON/);
  });

  it('no provider to be had, without waiting for minutes', async () => {
    const started = Date.now();
    const nowhere = 'http://127.0.0.1:1';
    const env = {
      TF_PROVIDER_MIRROR: folder,
      HTTPS_PROXY: nowhere,
      https_proxy: nowhere,
      HOME: folder,
      TF_PLUGIN_CACHE_DIR: join(folder, 'plugins'),
    };
    const result = await workspace.terraform(['validate', 'probe', '--local'], { env });
    expectHelp(result, /provider/i, /TF_PROVIDER_MIRROR/);
    expect(Date.now() - started).toBeLessThan(120_000);
  });

  it('a port in use', async () => {
    const server = await new Promise<Server>((resolve) => {
      const listening = createServer().listen(0, '127.0.0.1', () => resolve(listening));
    });
    const { port } = server.address() as { port: number };
    try {
      const result = await workspace.terraform(['plan', 'probe', '--local'], {
        env: { EMULATOR_PORT: String(port), EMULATOR_HOME: join(folder, 'port') },
      });
      expectHelp(result, new RegExp(`${port}`), /EMULATOR_PORT/);
    } finally {
      server.close();
    }
  });

  it('an unknown environment, with those that there are', async () => {
    const result = await workspace.terraform(['plan', 'stagign', '--local']);
    expectHelp(result, /stagign/, /bootstrap.*probe.*staging/);
  });

  it('an environment that is not synthesized', async () => {
    const out = join(workspace.root, 'apps/staging/cdktf.out');
    expect(existsSync(out) ? readdirSync(out) : []).toEqual([]);
    expectHelp(
      await workspace.terraform(['plan', 'staging', '--local']),
      /not synthesized|cdk\.tf\.json/,
      /npx nx run staging:synth/,
    );
  });

  it('an input that a module refuses, by its words alone', async () => {
    workspace.edit('apps/staging/src/config.ts', "vpcCidr: '10.10.0.0/16'", "vpcCidr: '10.10.0.0/8'");
    const result = await workspace.nx('run', 'staging:synth');
    workspace.edit('apps/staging/src/config.ts', "vpcCidr: '10.10.0.0/8'", "vpcCidr: '10.10.0.0/16'");
    expectHelp(
      result,
      /network "network": vpcCidr "10\.10\.0\.0\/8" is not possible/,
      /Use a private block such as 10\.10\.0\.0\/16/,
    );
  });

  it('a wrong key, value or type in config.ts, each once at its line, in plain text', async () => {
    const wrong: readonly (readonly [right: string, wrong: string])[] = [
      ['snapshotRetentionLimit: 1', 'snapshotRetentionLimt: 1'],
      ["logLevel: 'debug'", "logLevel: 'verbose'"],
      ['memory: 1024, // MiB', "memory: '1 GiB',"],
    ];
    const file = 'apps/staging/src/config.ts';
    for (const [before, after] of wrong) workspace.edit(file, before, after);
    const lines = workspace.read(file).split('\n');
    const { code, output } = await workspace.nx('run', 'staging:synth');
    for (const [before, after] of wrong) workspace.edit(file, after, before);
    const at = wrong.map(([, after]) => lines.findIndex((line) => line.includes(after)) + 1);
    const errors = output.split('\n').filter((line) => /error TS/.test(line));
    expect(errors.map((line) => /^src\/config\.ts\((\d+),\d+\): error TS/.exec(line)?.[1])).toEqual(at.map(String));
    expect(output).toContain("Did you mean to write 'snapshotRetentionLimit'?");
    // eslint-disable-next-line no-control-regex
    expect(output).not.toMatch(/\x1b\[/);
    expect({ code, output }).toExitWith(1);
  });

  describe('in the cloud', () => {
    /** Credentials and an endpoint of an account, as a shell would have them: to the runner this is no local run. */
    const account = (): NodeJS.ProcessEnv => ({
      AWS_ENDPOINT_URL: workspace.emulatorUrl,
      AWS_ACCESS_KEY_ID: 'account',
      AWS_SECRET_ACCESS_KEY: 'account',
      AWS_EC2_METADATA_DISABLED: 'true',
      NO_PROXY: '127.0.0.1',
    });
    const cloud = (args: string[], env: NodeJS.ProcessEnv = {}): Promise<Result> =>
      workspace.terraform(args, { env: { ...account(), ...env } });

    it('a state bucket that is missing', async () => {
      const empty = { EMULATOR_HOME: join(folder, 'empty') };
      const started = await workspace.run(
        process.execPath,
        [join(workspace.root, 'tools/emulator/dist/cli.js'), 'start'],
        { env: empty },
      );
      const [, url] = /(http:\/\/127\.0\.0\.1:\d+)/.exec(started.output) ?? [];
      try {
        const result = await cloud(['plan', 'probe'], { AWS_ENDPOINT_URL: url });
        expectHelp(result, /bucket restartix-tfstate .*does not exist/, /npx nx run bootstrap:deploy/);
      } finally {
        await workspace.run(process.execPath, [join(workspace.root, 'tools/emulator/dist/cli.js'), 'stop'], {
          env: empty,
        });
      }
    });

    it('no approval where there is no terminal, and a wrong one', async () => {
      const unasked = await cloud(['deploy', 'probe']);
      expect(unasked.output).toContain('probe: AWS account 123456789012, eu-central-1, ');
      expectHelp(unasked, /probe was not deployed/, /--approve=sha256:[0-9a-f]{64}/);
      const wrong = await cloud(['deploy', 'probe', '--approve=sha256:0000']);
      expectHelp(wrong, /sha256:0000/, /[Rr]eview/);
      await expect(s3Object(workspace.emulatorUrl, 'restartix-tfstate', 'probe/terraform.tfstate')).rejects.toThrow(
        '404',
      );
    });

    it('but the approved digest is applied, and a destroy needs the name', async () => {
      await cloud(['plan', 'probe']);
      const { digest } = workspace.json<{ digest: string }>('apps/probe/.tf/plan-summary.json');
      expect((await cloud(['deploy', 'probe', `--approve=${digest}`])).output).toMatch(/Applied 1 change to probe/);
      expectHelp(await cloud(['destroy', 'probe']), /probe was not destroyed/, /--yes=probe/);
      expect(await cloud(['destroy', 'probe', '--yes=probe'])).toExitWith(0);
    });

    it('leaves nothing of a local run in the stack’s folder', async () => {
      await workspace.terraform(['plan', 'probe', '--local']);
      await cloud(['plan', 'probe']);
      expect(
        readdirSync(join(workspace.root, 'apps/probe/cdktf.out/stacks/probe')).filter((file) => /override/.test(file)),
      ).toEqual([]);
    });
  });

  it('an emulator that goes away in the middle of an apply', async () => {
    let stopped: Promise<Result> | undefined;
    const result = await workspace.terraform(['deploy', 'probe', '--local'], {
      onOutput: (text) => {
        if (/creating/.test(text)) stopped ??= workspace.nx('run', 'emulator:stop');
      },
    });
    await stopped;
    expect(stopped).not.toBeUndefined();
    expectHelp(result, /emulator/i, /probe:deploy:local/);

    const again = await workspace.nx('run', 'emulator:start');
    expect(again).toExitWith(0);
    await createBucket(workspace.emulatorUrl, 'restartix-tfstate');
    expect(await workspace.terraform(['deploy', 'probe', '--local'])).toExitWith(0);
  });
});
