import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REFERENCE, RangeConsumer } from '@restartix/checks/provider-range';
import { mustCaptureSync, outsideEnvironment } from '@restartix/kit';
import { packPackages } from '@restartix/release/packages';
import { REPOSITORY } from './workspace';

const CLI = 'cdktf-cli@0.21.0';

/** CDKTF's own command line, which nothing here uses, over the packed modules. */
describe('cdktf synth', () => {
  let packed: string;
  let consumer: RangeConsumer;
  beforeAll(async () => {
    packed = mkdtempSync(join(tmpdir(), 'packed-'));
    consumer = await RangeConsumer.install(REFERENCE, await packPackages({ root: REPOSITORY, into: packed }));
    copyFileSync(join(REPOSITORY, 'e2e/consumer/plain.ts'), join(consumer.folder, 'plain.ts'));
    run('npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', CLI);
    const strict = ['--strict', '--module', 'nodenext', '--target', 'es2022', '--types', 'node'];
    run(join(REPOSITORY, 'node_modules/.bin/tsgo'), ...strict, '--outDir', 'dist', '--ignoreConfig', 'plain.ts');
  });
  afterAll(() => {
    consumer.close();
    rmSync(packed, { recursive: true, force: true });
  });

  const run = (program: string, ...args: string[]): string =>
    mustCaptureSync(program, args, {
      cwd: consumer.folder,
      env: { ...outsideEnvironment(), CHECKPOINT_DISABLE: '1', CI: 'true' },
    });
  const synthesized = (): string => readFileSync(join(consumer.folder, 'cdktf.out/stacks/plain/cdk.tf.json'), 'utf8');

  it('writes what the program alone does, by the guide’s cdktf.json', () => {
    run(process.execPath, 'dist/plain.js');
    const alone = synthesized();
    rmSync(join(consumer.folder, 'cdktf.out'), { recursive: true });
    const guide = readFileSync(join(REPOSITORY, 'docs/consuming.md'), 'utf8');
    writeFileSync(join(consumer.folder, 'cdktf.json'), /```json\n(\{[^`]*"app"[^`]*\})\n```/.exec(guide)![1]!);
    expect(run(join(consumer.folder, 'node_modules/.bin/cdktf'), 'synth')).toContain('Generated Terraform code');
    expect(synthesized()).toBe(alone);
    expect(alone).toContain('aws_db_instance');
  });
});
