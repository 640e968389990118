import { consequencesIn, type PlanReport } from '@restartix/plan-report';
import { TenantCmk, type Retirement } from '@restartix/tenant-cmk';
import { TenantS3Bucket } from '@restartix/tenant-s3-bucket';
import { Stage, type Stack } from '@restartix/terraform';
import { synth, type TerraformJson } from '@restartix/testing';
import { awsJson, putObject } from './aws';

const LEAVING = 'physio-berlin';
const STAYING = 'rehab-ulm';
const bucketOf = (tenant: string): string => `restartix-staging-tenant-${tenant}-files`;
const aliasOf = (tenant: string): string => `alias/restartix-staging-tenant-${tenant}`;

/** Both tenants, or one of them on its way out. */
function tenants(leaving: { readonly retirement?: Retirement } | 'gone' = {}): TerraformJson & Record<string, unknown> {
  const { json } = synth(
    (stack) => {
      const rows = { [STAYING]: {}, ...(leaving === 'gone' ? {} : { [LEAVING]: leaving }) };
      for (const [tenant, { retirement }] of Object.entries<{ retirement?: Retirement }>(rows)) {
        const bucketNames = [bucketOf(tenant)];
        const key = new TenantCmk(stack, `${tenant}-key`, { tenant, bucketNames, retirement });
        const released = retirement === 'released' ? { retirement } : {};
        new TenantS3Bucket(stack, `${tenant}-files`, { tenant, kmsKeyId: key.keyArn, ...released });
      }
    },
    { accountId: '123456789012' },
  );
  return json as TerraformJson & Record<string, unknown>;
}

const refusals = (report: PlanReport): string[] =>
  consequencesIn(report, 'refused-by-aws').map(({ address, text }) => `${address}: ${text}`);
const addresses = ({ changes }: PlanReport): string[] => changes.map(({ address }) => address).sort();

/** The steps of "Crypto-shredding" in libs/tenant-cmk/README.md; the calls are those of its commands. */
describe('a tenant whose contract ends', () => {
  let stage: Stage;
  let stack: Stack;
  const ciphertexts: Record<string, string> = {};

  const kms = <T>(operation: string, body: object): Promise<T> =>
    awsJson<T>(stage.url, 'kms', `TrentService.${operation}`, body);
  const context = (tenant: string) => ({ EncryptionContext: { tenant } });
  const decrypted = async (tenant: string): Promise<string> => {
    const CiphertextBlob = ciphertexts[tenant];
    const { Plaintext } = await kms<{ Plaintext: string }>('Decrypt', { CiphertextBlob, ...context(tenant) });
    return Buffer.from(Plaintext, 'base64').toString();
  };
  const keyOf = async (tenant: string): Promise<{ KeyId: string; KeyState: string }> => {
    const { KeyMetadata } = await kms<{ KeyMetadata: { KeyId: string; KeyState: string } }>('DescribeKey', {
      KeyId: aliasOf(tenant),
    });
    return KeyMetadata;
  };

  beforeAll(async () => {
    stage = await Stage.open();
    stack = await stage.stack();
    await stack.apply(tenants());
    for (const tenant of [LEAVING, STAYING]) {
      const Plaintext = Buffer.from(`a record of ${tenant}`).toString('base64');
      const given = { KeyId: aliasOf(tenant), Plaintext, ...context(tenant) };
      ({ CiphertextBlob: ciphertexts[tenant] = '' } = await kms<{ CiphertextBlob: string }>('Encrypt', given));
    }
  });
  afterAll(() => stage.close());

  it('has a key and a bucket, and a second plan is empty', async () => {
    expect(addresses(await stack.plan(tenants()))).toEqual([]);
    expect(await decrypted(LEAVING)).toBe(`a record of ${LEAVING}`);
  });

  it('cannot be planned away, whether its row goes or everything', async () => {
    const plan = await stack.plan(tenants('gone'));
    expect(refusals(plan)).toEqual(
      expect.arrayContaining([
        'aws_kms_key.physio_berlin_key_key: only the break-glass role may schedule the deletion of a tenant’s key',
        'aws_s3_bucket.physio_berlin_files_bucket: its policy lets nobody delete it',
      ]),
    );
    await expect(stack.destroy(tenants())).rejects.toThrow(/prevent_destroy/);
  });

  it('cannot be disabled by a plan', async () => {
    expect(refusals(await stack.plan(tenants({ retirement: 'disabled' })))).toEqual([
      'aws_kms_key.physio_berlin_key_key: only the break-glass role may disable a tenant’s key',
    ]);
  });

  it('is disabled by break-glass: the plan is then empty, nothing is read, and there is a way back', async () => {
    const { KeyId } = await keyOf(LEAVING);
    await kms('DisableKey', { KeyId });
    expect(addresses(await stack.plan(tenants({ retirement: 'disabled' })))).toEqual([]);
    await expect(decrypted(LEAVING)).rejects.toThrow('DisabledException');
    await kms('EnableKey', { KeyId });
    expect(await decrypted(LEAVING)).toBe(`a record of ${LEAVING}`);
    await kms('DisableKey', { KeyId });
  });

  it('is released, and its deletion scheduled: its key leaves the state without a change of a plan', async () => {
    const released = tenants({ retirement: 'released' });
    const plan = await stack.plan(released);
    expect(refusals(plan)).toEqual([]);
    expect(addresses(plan)).toEqual([
      'aws_s3_bucket_lifecycle_configuration.physio_berlin_files_lifecycle',
      'aws_s3_bucket_policy.physio_berlin_files_policy',
    ]);
    await stack.apply(released);
    const { KeyId } = await keyOf(LEAVING);
    await kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 30 });
    const last = await stack.plan(tenants('gone'));
    expect(refusals(last)).toEqual([]);
    expect(addresses(last)).not.toContain('aws_kms_key.physio_berlin_key_key');
    expect(addresses(last)).toContain('aws_s3_bucket.physio_berlin_files_bucket');
  });

  it('is gone: nothing that was encrypted can be read, and the other tenant notices nothing', async () => {
    await expect(decrypted(LEAVING)).rejects.toThrow('KMSInvalidStateException');
    const { KeyState } = await keyOf(LEAVING);
    expect(KeyState).toBe('PendingDeletion');
    await stack.apply(tenants('gone'));
    expect(addresses(await stack.plan(tenants('gone')))).toEqual([]);
    await expect(keyOf(LEAVING)).rejects.toThrow('NotFoundException');
    expect(await decrypted(STAYING)).toBe(`a record of ${STAYING}`);
    await putObject(stage.url, bucketOf(STAYING), 'x', 'still there');
  });
});
