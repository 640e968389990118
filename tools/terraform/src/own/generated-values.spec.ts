import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReportedChange } from '@restartix/plan-report';
import { refuseOtherValues } from './generated-values';

const folder = mkdtempSync(join(tmpdir(), 'values-'));
const configuration = join(folder, 'cdk.tf.json');
const generated = '${ephemeral.aws_secretsmanager_random_password.key_value.random_password}';
writeFileSync(
  configuration,
  JSON.stringify({
    resource: {
      aws_secretsmanager_secret_version: {
        key: { secret_string_wo: generated },
        address: { secret_string_wo: '${aws_rds_cluster.db.endpoint}' },
      },
    },
  }),
);
afterAll(() => rmSync(folder, { recursive: true }));

const session = {
  paths: { env: 'staging', name: 'staging', configuration },
  configuration: { backend: { bucket: 'example-tfstate', key: 'staging/terraform.tfstate', region: 'eu-central-1' } },
} as unknown as Parameters<typeof refuseOtherValues>[0];

const version = (name: string, action = 'create', secret?: string): ReportedChange =>
  ({
    address: `aws_secretsmanager_secret_version.${name}`,
    type: 'aws_secretsmanager_secret_version',
    action,
    attributes: [{ path: 'secret_id', after: secret ? { kind: 'value', value: secret } : { kind: 'unknown' } }],
  }) as unknown as ReportedChange;
const MADE = new Date('2026-11-20T10:00:00Z');
const refused = (change: ReportedChange, unfinishedSince?: string, made: Date | undefined = MADE): Promise<void> =>
  refuseOtherValues(session, { changes: [change] }, unfinishedSince ? new Date(unfinishedSince) : undefined, () =>
    Promise.resolve(made),
  );

describe('a generated value that AWS has and the state does not', () => {
  it('is not replaced by another', async () => {
    const plan = refused(version('key', 'create', 'arn:key'));
    await expect(plan).rejects.toThrow(/_version\.key: arn:key has its value since 2026-11-20T10:00:00\.000Z/);
    await expect(plan).rejects.toMatchObject({
      hint: expect.stringContaining('list-object-versions --bucket example-tfstate') as unknown,
    });
  });

  it('is made anew when a deploy made it that did not come to its end', async () => {
    await expect(refused(version('key', 'create', 'arn:key'), '2026-11-20T09:59:00Z')).resolves.toBeUndefined();
    await expect(refused(version('key', 'create', 'arn:key'), '2026-11-20T10:01:00Z')).rejects.toThrow();
  });

  it.each<[string, ReportedChange]>([
    ['of a secret that is new', version('key')],
    ['that is not generated', version('address', 'create', 'arn:address')],
    ['that a person changes the version of', version('key', 'update', 'arn:key')],
  ])('is nobody’s concern when it is one %s', async (_, change) => {
    await expect(refused(change)).resolves.toBeUndefined();
  });

  it('is made where the secret has none', async () => {
    const none = refuseOtherValues(session, { changes: [version('key', 'create', 'a')] }, undefined, () =>
      Promise.resolve(undefined),
    );
    await expect(none).resolves.toBeUndefined();
  });
});
