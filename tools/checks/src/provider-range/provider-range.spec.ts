import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicPackages } from '@restartix/kit';
import type { TerraformJson } from '@restartix/testing';
import { REPOSITORY } from '../repository';
import { BINDINGS, PEER_RANGE, REFERENCE } from './bindings';
import { recordedChanges } from './changed-arguments';
import { PROVIDER } from './consumer';
import { differences } from './differences';
import { setArguments } from './set-arguments';
import { againstTheGuide } from './upgrade-guide';

const PEERS = publicPackages(REPOSITORY)
  .map(({ name, manifest }) => [name, manifest.peerDependencies?.[PROVIDER]] as const)
  .filter(([, range]) => range !== undefined);

describe('the range of the binding that the libraries take', () => {
  it.each(PEERS)('of %s is the one that is tested', (_, range) => {
    expect(range).toBe(PEER_RANGE);
  });

  it('is of whole majors, of which the first and the last binding are tested', () => {
    expect(PEERS.length).toBeGreaterThan(15);
    for (const major of PEER_RANGE.match(/\d+(?=\.0\.0)/g)!) {
      const own = BINDINGS.filter((binding) => binding.startsWith(`${major}.`));
      expect(own.length).toBeGreaterThan(1);
      expect(own[0]).toBe(`${major}.0.0`);
    }
  });

  it('has the binding that is installed here as its reference', () => {
    const { version } = JSON.parse(
      readFileSync(join(REPOSITORY, 'node_modules', PROVIDER, 'package.json'), 'utf8'),
    ) as {
      version: string;
    };
    expect(version).toBe(REFERENCE);
  });
});

describe('what AWS provider 6 changes', () => {
  it('is recorded, and nothing that a module sets is removed, required or of another type', () => {
    const { types } = recordedChanges();
    expect(types.flatMap(({ changes }) => changes).length).toBeGreaterThan(50);
    const affected = types.flatMap(({ type, changes, set }) =>
      changes
        .filter(({ kind, argument }) => kind === 'now required' || (kind !== 'now optional' && set.includes(argument)))
        .map(({ argument }) => `${type}.${argument}`),
    );
    expect(affected).toEqual([]);
  });

  it('is told by argument, a block as one', () => {
    const before = new Map(
      Object.entries({
        vpc: { required: false, type: 'boolean' },
        size: { required: false, type: 'string' },
        gpu: { required: false, type: 'block' },
        'gpu.type': { required: true, type: 'string' },
      }),
    );
    const after = new Map(
      Object.entries({ size: { required: true, type: 'number' }, region: { required: false, type: 'string' } }),
    );
    expect(differences(before, after)).toEqual([
      { argument: 'gpu', kind: 'removed' },
      { argument: 'region', kind: 'new' },
      { argument: 'size', kind: 'now required' },
      { argument: 'size', kind: 'other type', types: 'string → number' },
      { argument: 'vpc', kind: 'removed' },
    ]);
  });

  it('is held against what examples set, in blocks too', () => {
    const json = {
      resource: { aws_eip: { a: { vpc: true, lifecycle: {}, timeouts: { read: '1m' } } }, terraform_data: { b: {} } },
      data: { aws_region: { c: {} } },
    } as TerraformJson;
    expect(setArguments({ 'network/minimal': json })).toEqual([
      { type: 'aws_eip', modules: new Set(['network']), paths: new Set(['vpc', 'timeouts', 'timeouts.read']) },
      { type: 'data.aws_region', modules: new Set(['network']), paths: new Set() },
    ]);
  });

  it.each([
    ['aws_elasticache_replication_group', { auth_token: 'x' }, 'has no default'],
    ['aws_elasticache_user', { engine: 'REDIS' }, 'uppercase'],
    ['aws_launch_template', { block_device_mappings: [{ ebs: { encrypted: 1 } }] }, 'no longer take'],
    ['aws_lb_listener', { mutual_authentication: { mode: 'off', trust_store_arn: 'arn' } }, 'mode = "verify"'],
    ['aws_lb_listener', { mutual_authentication: { mode: 'verify' } }, 'trust_store_arn'],
    ['aws_db_instance', { character_set_name: 'x' }, 'source to restore from'],
    ['aws_s3_bucket', { bucket_prefix: '${aws_s3_bucket.a.region}' }, 'bucket_region'],
  ])('is refused by the guide’s rule for %s', (type, block, message) => {
    expect(againstTheGuide({ resource: { [type]: { a: block } } } as TerraformJson)).toEqual([
      expect.stringContaining(message),
    ]);
  });

  it('leaves what is right alone', () => {
    const resource = {
      aws_elasticache_replication_group: {
        a: { auth_token: 'x', auth_token_update_strategy: 'ROTATE', engine: 'valkey' },
      },
      aws_lb_listener: { a: { mutual_authentication: { mode: 'verify', trust_store_arn: 'arn' } }, b: {} },
    };
    expect(againstTheGuide({ resource } as TerraformJson)).toEqual([]);
  });
});
