import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { captured, CONFIGURATION, fakeWorkspace, main, type FakeWorkspace } from '../testing/fake-workspace';

jest.mock('@restartix/emulator', () => ({
  ...jest.requireActual<object>('@restartix/emulator'),
  startEmulator: jest.fn(),
}));
jest.mock('./account', () => ({
  keyIdOf: (arn: unknown) => String(arn).split('/').at(-1),
  accountOf: () => ({
    contents: () => Promise.resolve({ objects: 1, more: false, lockedUntil: '2033-11-27' }),
    snapshots: () => Promise.resolve([]),
    logGroups: () => Promise.resolve([]),
  }),
}));

const instance = (type: string, name: string, attributes: object): object => ({
  mode: 'managed',
  type,
  name,
  instances: [{ attributes }],
});
const BUCKET = instance('aws_s3_bucket', 'archive', { bucket: 'archive', object_lock_enabled: true });
const POLICY = instance('aws_s3_bucket_policy', 'archive_policy', { bucket: 'archive' });

describe('destroy', () => {
  let workspace: FakeWorkspace;
  let printed: ReturnType<typeof captured>;
  beforeEach(() => (printed = captured()));
  afterEach(() => {
    printed.restore();
    workspace.dispose();
  });

  /** A Terraform that keeps the configuration that it plans with. */
  const use = (state: readonly object[], resource: object = {}): void => {
    workspace = fakeWorkspace({
      state: `echo '${JSON.stringify({ resources: state })}'`,
      plan: 'cp cdk.tf.json ../planned.json; exit 2',
      show: `echo '{}'`,
      apply: 'exit 0',
    });
    writeFileSync(
      join(workspace.stack, 'cdk.tf.json'),
      JSON.stringify({ ...CONFIGURATION, resource, output: { a: {} } }),
    );
  };
  const destroy = (): Promise<number> => main(['destroy', 'staging', '--yes=staging']);
  const planned = (): unknown => JSON.parse(readFileSync(join(workspace.work, 'planned.json'), 'utf8'));
  const plans = (): string[] => workspace.calls().filter((call) => call.startsWith('plan'));

  it('forgets what stays, with all that belongs to it, and destroys the rest', async () => {
    use([BUCKET, POLICY, instance('aws_sqs_queue', 'q', {})], { aws_s3_bucket: { archive: { bucket: 'archive' } } });
    expect(await destroy()).toBe(0);
    expect(planned()).toEqual({
      ...CONFIGURATION,
      removed: ['aws_s3_bucket.archive', 'aws_s3_bucket_policy.archive_policy'].map((from) => ({
        from,
        lifecycle: { destroy: false },
      })),
    });
    expect(plans()).toEqual([expect.not.stringContaining('-destroy')]);
    const kept = 'aws_s3_bucket.archive (archive): holds 1 object, locked until 2033-11-27';
    expect(printed.out()).toContain(`Stays in the account:\n  ${kept}`);
    expect(printed.err()).toContain(`staging is destroyed. Stays in the account:\n  ${kept}`);
  });

  it('leaves no configuration behind', async () => {
    use([BUCKET]);
    await destroy();
    expect(() => readFileSync(join(workspace.work, 'destroy', 'cdk.tf.json'))).toThrow('ENOENT');
  });

  it('leaves the refusal to Terraform where something is protected by prevent_destroy', async () => {
    use([BUCKET], { aws_s3_bucket: { archive: { lifecycle: { prevent_destroy: true } } } });
    mkdirSync(workspace.work, { recursive: true });
    await destroy();
    expect(plans()).toEqual([expect.stringContaining('-destroy')]);
    rmSync(join(workspace.stack, '..', 'planned.json'), { force: true });
  });

  it.each([
    ['aws_db_instance', { deletion_protection: true }, 'aws_db_instance.x (deletion_protection)'],
    ['aws_lb', { enable_deletion_protection: true }, 'aws_lb.x (enable_deletion_protection)'],
  ])('begins nothing that AWS would refuse half way: %s', async (type, attributes, named) => {
    use([instance(type, 'x', attributes)]);
    expect(await destroy()).toBe(1);
    expect(printed.err()).toContain(`AWS refuses to delete ${named}. Nothing was destroyed.`);
    expect(plans()).toEqual([]);
  });
});
