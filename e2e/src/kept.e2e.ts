import { awsJson, awsQuery, createBucket, inventory, putObject, s3Head } from './aws';
import { addEnvironment } from './probe';
import { Workspace, type Result } from './workspace';

/** A bucket that nobody empties, and three keys: the bucket's, one that only a snapshot needs, and one that nothing needs. */
const RESOURCES = {
  imports: `import { S3BucketObjectLockConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration';
import { makePrivateBucket, makeVersioning } from '@restartix/core/s3';
import { EncryptionKey } from '@restartix/encryption-key';`,
  resources: `
  const keys = Object.fromEntries(
    ['archive', 'database', 'spare'].map((name) => [name, new EncryptionKey(stack, name, { name, use: 'direct' })]),
  );
  const { bucket } = makePrivateBucket(stack, {
    name: 'restartix-probe-archive',
    kmsKeyArn: keys['archive']!.keyArn,
    objectLockEnabled: true,
  });
  const versioning = makeVersioning(stack, bucket);
  new S3BucketObjectLockConfigurationA(stack, 'lock', {
    bucket: bucket.id,
    rule: { defaultRetention: { mode: 'COMPLIANCE', days: 30 } },
    dependsOn: [versioning],
  });`,
};

const ENTRY = { bucket: 'restartix-probe-archive', key: '2026/11/entry.json' };
const PATIENT = Buffer.from('a record').toString('base64');

describe('what a destroy leaves', () => {
  let workspace: Workspace;
  let keys: Record<string, string>;
  let ciphertext: string;
  let destroyed: Result;

  const probe = (command: string): Promise<Result> => workspace.terraform([command, 'probe', '--local']);
  const kms = <T>(operation: string, body: object): Promise<T> =>
    awsJson<T>(workspace.emulatorUrl, 'kms', `TrentService.${operation}`, body);
  const keyOf = async (alias: string): Promise<string> => {
    const { KeyMetadata } = await kms<{ KeyMetadata: { KeyId: string } }>('DescribeKey', { KeyId: alias });
    return KeyMetadata.KeyId;
  };
  const stateOf = async (KeyId: string): Promise<string> => {
    const { KeyMetadata } = await kms<{ KeyMetadata: { KeyState: string } }>('DescribeKey', { KeyId });
    return KeyMetadata.KeyState;
  };
  const rds = (Action: string, parameters: Record<string, string>): Promise<string> =>
    awsQuery(workspace.emulatorUrl, 'rds', { Action, Version: '2014-10-31', ...parameters });
  beforeAll(async () => {
    workspace = new Workspace();
    addEnvironment(workspace, 'probe', RESOURCES);
    await workspace.mustNx('run', 'probe:synth');
    await workspace.mustNx('run', 'terraform:build');
    await workspace.mustNx('run', 'emulator:start');
    await createBucket(workspace.emulatorUrl, 'restartix-tfstate');
    expect(await probe('deploy')).toExitWith(0);
    const aliases = ['archive', 'database', 'spare'].map((name) => `alias/restartix-probe-${name}`);
    const [archive = '', database = '', spare = ''] = await Promise.all(aliases.map(keyOf));
    keys = { archive, database, spare };
    ({ CiphertextBlob: ciphertext } = await kms<{ CiphertextBlob: string }>('Encrypt', {
      KeyId: archive,
      Plaintext: PATIENT,
    }));
    await putObject(workspace.emulatorUrl, ENTRY.bucket, ENTRY.key, 'an entry');
    const DBInstanceIdentifier = 'by-hand';
    await rds('CreateDBInstance', {
      DBInstanceIdentifier,
      DBInstanceClass: 'db.t4g.micro',
      Engine: 'postgres',
      AllocatedStorage: '20',
      MasterUsername: 'postgres',
      MasterUserPassword: 'not-a-secret-1',
      StorageEncrypted: 'true',
      KmsKeyId: database,
    });
    await rds('CreateDBSnapshot', { DBInstanceIdentifier, DBSnapshotIdentifier: 'before-the-move' });
    await rds('DeleteDBInstance', { DBInstanceIdentifier, SkipFinalSnapshot: 'true' });
    destroyed = await probe('destroy');
  });
  afterAll(() => workspace.close());

  it('is said by name before and after, with the reason', () => {
    expect(destroyed).toExitWith(0);
    const lines = [
      /aws_s3_bucket\.bucket \(restartix-probe-archive\): holds 1 object, locked until 20\d\d-\d\d-\d\d/,
      new RegExp(`aws_kms_key\\.archive_key \\(${keys['archive']}\\): bucket restartix-probe-archive`),
      new RegExp(`aws_kms_key\\.database_key \\(${keys['database']}\\): snapshot before-the-move`),
    ];
    for (const line of lines) {
      expect(destroyed.stdout).toMatch(line);
      expect(destroyed.stderr).toMatch(line);
    }
    expect(destroyed.output).not.toMatch(/aws_kms_key\.spare_key \(/);
  });

  it('can be read: the keys live, and the lock still holds', async () => {
    expect(await stateOf(keys['archive']!)).toBe('Enabled');
    expect(await stateOf(keys['database']!)).toBe('Enabled');
    const { Plaintext } = await kms<{ Plaintext: string }>('Decrypt', { CiphertextBlob: ciphertext });
    expect(Plaintext).toBe(PATIENT);
    const entry = await s3Head(workspace.emulatorUrl, ENTRY.bucket, ENTRY.key);
    expect(entry.get('x-amz-server-side-encryption-aws-kms-key-id')).toContain(keys['archive']);
    expect(entry.get('x-amz-object-lock-mode')).toBe('COMPLIANCE');
  });

  it('is all that is left: what nothing needs is scheduled for deletion', async () => {
    expect(await stateOf(keys['spare']!)).toBe('PendingDeletion');
    expect(await inventory(workspace.emulatorUrl)).toMatchObject({
      'kms:key': [keys['archive'], keys['database']].sort(),
      's3:bucket': ['restartix-probe-archive', 'restartix-tfstate'],
    });
  });

  it('is not deployed over while its key is being deleted', async () => {
    await kms('ScheduleKeyDeletion', { KeyId: keys['archive'] });
    const refused = await probe('deploy');
    expect(refused).not.toExitWith(0);
    expect(refused.output).toContain(`aws kms cancel-key-deletion --key-id ${keys['archive']}`);
    await kms('CancelKeyDeletion', { KeyId: keys['archive'] });
    await kms('EnableKey', { KeyId: keys['archive'] });
  });

  it('is taken over when the environment is deployed again', async () => {
    const again = await probe('deploy');
    expect(again.output).toMatch(
      /An earlier run or life of probe left aws_s3_bucket\.bucket, aws_kms_key\.archive_key;/,
    );
    expect(again).toExitWith(0);
    expect(await keyOf('alias/restartix-probe-archive')).toBe(keys['archive']);
    expect(await keyOf('alias/restartix-probe-database')).not.toBe(keys['database']);
    const plan = await probe('plan');
    expect(plan.stdout.trim().split('\n').at(-1)).toBe('probe: no changes');
  });
});
