import { awsJson, awsQuery, inventory, putObject, s3Head, s3Object } from './aws';
import { deniedCalls } from './permissions';
import { scanEnvironment } from './scanner/environment';
import { bootstrapped } from './state';
import { Workspace, type Result } from './workspace';

interface Summary {
  readonly counts: Record<string, number>;
  readonly skipped?: readonly string[];
  readonly dataLoss?: readonly { readonly address: string }[];
}

interface Described {
  readonly KeyMetadata: { readonly KeyId: string; readonly KeyState: string };
}

const BACKUP = { bucket: 'restartix-backups-primary-production', key: 'database/2026/11/28/a-backup.enc' };
const PLAINTEXT = Buffer.from('a data key').toString('base64');

/** Production's guard rails, and the runbook's way through them. */
describe('production, and the way to take it down', () => {
  let workspace: Workspace;
  let deployed: Result;

  let skipped: readonly string[];
  let ciphertext: string;
  let keys: { readonly data: string; readonly backups: string };

  const kms = <T>(operation: string, body: object): Promise<T> =>
    awsJson<T>(workspace.emulatorUrl, 'kms', `TrentService.${operation}`, body);
  const keyOf = async (alias: string): Promise<string> =>
    (await kms<Described>('DescribeKey', { KeyId: alias })).KeyMetadata.KeyId;
  const stateOf = async (KeyId: string): Promise<string> =>
    (await kms<Described>('DescribeKey', { KeyId })).KeyMetadata.KeyState;
  const encrypted = async (KeyId: string): Promise<string> =>
    (await kms<{ CiphertextBlob: string }>('Encrypt', { KeyId, Plaintext: PLAINTEXT })).CiphertextBlob;
  const lastLine = ({ stdout }: Result): string => stdout.trim().split('\n').at(-1) ?? '';
  const plan = (): Promise<Result> => workspace.terraform(['plan', 'production', '--local']);
  const summary = (): Summary => workspace.json('apps/production/.tf/plan-summary.json');

  beforeAll(async () => {
    workspace = new Workspace();
    deployed = await workspace.nx('run', 'production:deploy:local');
  });
  afterAll(() => workspace.close());

  it('deploys with one command, and plans nothing after that', async () => {
    expect(deployed.output).toMatch(/Applied \d+ changes to production/);
    expect(deployed).toExitWith(0);
    expect(lastLine(await plan())).toBe('production: no changes');
    skipped = summary().skipped ?? [];
  });

  it('leaves out the edge alone, where its provider cannot be had', () => {
    const { skipped = [] } = summary();
    const aws = skipped.filter((address) => !/(^|\.)cloudflare_/.test(address));
    expect(aws.filter((address) => !address.startsWith('output.')).sort()).toEqual(
      skipped.length === 0
        ? []
        : [
            'aws_acm_certificate_validation.edge_load_balancer_validation',
            'aws_secretsmanager_secret_version.edge_token_version',
          ],
    );
  });

  it('has nothing that a scanner finds and nobody has accepted', async () => {
    expect(await scanEnvironment(workspace, 'production')).toEqual({ open: [], stale: [] });
  });

  it('refuses to be destroyed without the flag that says production', async () => {
    const result = await workspace.terraform(['destroy', 'production', '--local']);
    expect(result).not.toExitWith(0);
    expect(result.output).toMatch(/--production/);
  });

  it('refuses a plan that loses data, until its address is named', async () => {
    workspace.edit(
      'apps/production/src/config.ts',
      "nodeType: 'cache.t4g.small',",
      "nodeType: 'cache.t4g.small',\n    name: 'sessions',",
    );
    await workspace.mustNx('run', 'production:synth');
    const refused = await workspace.terraform(['deploy', 'production', '--local']);
    expect(refused).not.toExitWith(0);
    expect(refused.output).toMatch(/aws_elasticache_replication_group\.cache_group/);
    expect(refused.output).toMatch(/--allow-data-loss/);
    workspace.edit('apps/production/src/config.ts', "\n    name: 'sessions',", '');
    await workspace.mustNx('run', 'production:synth');
    expect(lastLine(await plan())).toBe('production: no changes');
  });

  it('goes as the runbook says: lift the protections, deploy, destroy', async () => {
    workspace.edit(
      'apps/production/src/config.ts',
      'const PROTECTED = true as boolean;',
      'const PROTECTED = false as boolean;',
    );
    await workspace.mustNx('run', 'production:synth');
    const lifted = await workspace.terraform(['deploy', 'production', '--local']);
    expect(lifted.output).toMatch(/Applied \d+ changes? to production/);
    // What nobody may delete for seven years.
    await putObject(workspace.emulatorUrl, BACKUP.bucket, BACKUP.key, 'a backup');
    ciphertext = await encrypted(await keyOf('alias/restartix-production-backups'));
    const result = await workspace.terraform(['destroy', 'production', '--production', '--local']);
    expect(result.output).toMatch(/production is destroyed/);
    expect(result.stdout).toMatch(
      /aws_s3_bucket\.backups_storage_bucket \(restartix-backups-primary-production\): holds 1 object, locked until/,
    );
    const [data, backups] = ['encryption_key_key', 'backups_key'].map(
      (name) => new RegExp(`aws_kms_key\\.${name} \\((\\S+)\\): `).exec(result.stdout)?.[1] ?? '',
    );
    keys = { data: data!, backups: backups! };
    const bootstrap = bootstrapped(
      await s3Object(workspace.emulatorUrl, 'restartix-tfstate', 'bootstrap/terraform.tfstate'),
    );
    expect(await inventory(workspace.emulatorUrl)).toEqual({
      'rds:snapshot': [expect.stringMatching(/^restartix-production-database-final-[0-9a-f]{6}$/)],
      'kms:key': [data, backups].sort(),
      ...bootstrap,
      's3:bucket': [BACKUP.bucket, ...bootstrap['s3:bucket']!].sort(),
    });
  });

  it('leaves the final snapshot and the locked backup, both with a key that decrypts', async () => {
    const snapshots = await awsQuery(workspace.emulatorUrl, 'rds', {
      Action: 'DescribeDBSnapshots',
      Version: '2014-10-31',
      SnapshotType: 'manual',
    });
    expect(/<KmsKeyId>([^<]+)/.exec(snapshots)?.[1]).toContain(keys.data);
    const backup = await s3Head(workspace.emulatorUrl, BACKUP.bucket, BACKUP.key);
    expect(backup.get('x-amz-server-side-encryption-aws-kms-key-id')).toContain(keys.backups);
    expect(backup.get('x-amz-object-lock-mode')).toBe('COMPLIANCE');
    for (const id of [keys.data, keys.backups]) expect(await stateOf(id)).toBe('Enabled');
    const { Plaintext } = await kms<{ Plaintext: string }>('Decrypt', { CiphertextBlob: ciphertext });
    expect(Plaintext).toBe(PLAINTEXT);
  });

  it('is planned again with what it left: the bucket and its key are imported', async () => {
    const again = await plan();
    expect(again.output).toMatch(
      /left aws_s3_bucket\.backups_storage_bucket, aws_kms_key\.backups_key; the plan imports them/,
    );
    expect(summary().counts).toMatchObject({ import: 2, destroy: 0, replace: 0 });
  });

  it('called nothing in all that time that its roles may not call', async () => {
    expect(await deniedCalls(workspace, 'production', skipped)).toEqual([]);
  });
});
