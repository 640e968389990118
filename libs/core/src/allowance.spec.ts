import { Testing } from 'cdktf';
import type { Allowance } from './allowance';
import { ConfigError } from './config-error';
import { EnvStack } from './env-stack';

const LEAVE: Allowance = { address: 'aws_s3_bucket.uploads', reason: 'moved to another bucket', until: '2026-12-01' };

function stack(allow?: readonly Allowance[]): EnvStack {
  return new EnvStack(Testing.app(), 'staging', {
    env: 'staging',
    region: 'eu-central-1',
    state: { bucket: 'state' },
    allow,
  });
}

describe('explicit approval of data loss and outage', () => {
  it('stands in the synthesized file, where Terraform reads nothing', () => {
    expect((stack([LEAVE]).toTerraform() as { '//': object })['//']).toMatchObject({ allow: [LEAVE] });
    expect((stack().toTerraform() as { '//': object })['//']).not.toHaveProperty('allow');
  });

  it.each([
    [{ ...LEAVE, address: 'uploads' }, /allow\[0\]\.address "uploads"/],
    [{ ...LEAVE, address: 'aws_s3_bucket.a, aws_s3_bucket.b' }, /allow\[0\]\.address/],
    [{ ...LEAVE, reason: 'because' }, /allow\[0\]\.reason "because"/],
    [{ ...LEAVE, until: '2026-02-30' }, /allow\[0\]\.until "2026-02-30"/],
    [{ ...LEAVE, until: 'tomorrow' }, /allow\[0\]\.until "tomorrow"/],
  ])('refuses %j', (leave, message) => {
    expect(() => stack([leave])).toThrow(ConfigError);
    expect(() => stack([leave])).toThrow(message);
  });

  it('refuses an address that is named twice', () => {
    expect(() => stack([LEAVE, LEAVE])).toThrow(/allow\[1\]\.address/);
  });

  it('takes an address with an index', () => {
    expect(() => stack([{ ...LEAVE, address: 'aws_db_instance.replica["a"]' }])).not.toThrow();
  });
});
