import { DatabaseRds } from '@restartix/database-rds';
import { Network } from '@restartix/network';
import { StorageS3 } from '@restartix/storage-s3';
import type { Existing } from '@restartix/core';
import { Stage, type Stack } from '@restartix/terraform';
import { synth } from '@restartix/testing';
import { awsQuery, createBucket, inventory } from './aws';

type Json = Readonly<Record<string, unknown>>;
type Plan = Awaited<ReturnType<Stack['plan']>>;

const ZONES = ['eu-central-1a', 'eu-central-1b'];
/** What the network gives its private subnets. */
const PRIVATE = ['10.60.128.0/20', '10.60.144.0/20'];

/** What somebody made by hand, under names of their own, comes under the modules without being made again. */
describe('resources that exist', () => {
  let stage: Stage;
  let stack: Stack;
  let existing: Existing;
  let plan: Plan;
  beforeAll(async () => {
    stage = await Stage.open();
    stack = await stage.stack();
    existing = await makeByHand(stage.url);
    plan = await stack.plan(environment(existing));
  });
  afterAll(() => stage.close());

  const actionOf = (address: string): string | undefined =>
    plan.changes.find((each) => each.address === address)?.action;

  it('are imported by the plan, each with its id, and none is made, replaced or destroyed', () => {
    expect(plan.counts).toMatchObject({ replace: 0, destroy: 0 });
    const imported = plan.changes.filter((each) => each.imported);
    expect(Object.fromEntries(imported.map(({ address, importId }) => [address, importId]))).toEqual(existing);
    for (const { action } of imported) expect(['import', 'update']).toContain(action);
    expect(actionOf('aws_internet_gateway.network_internet_gateway')).toBe('create');
  });

  it('lose no data, and AWS refuses nothing', () => {
    const kinds = plan.changes.flatMap(({ consequences }) => consequences.map(({ kind }) => kind));
    expect(kinds).not.toEqual(expect.arrayContaining(['data-lost']));
    expect(kinds).not.toEqual(expect.arrayContaining(['refused-by-aws']));
  });

  it('are what they were after the apply: one VPC, one bucket, one database, under their own names', async () => {
    const before = await inventory(stage.url);
    await stack.apply(environment(existing));
    const after = await inventory(stage.url);
    for (const kind of ['ec2:vpc', 's3:bucket', 'rds:instance'])
      expect([kind, after[kind]]).toEqual([kind, before[kind]]);
    const said = await awsQuery(stage.url, 'rds', { Action: 'DescribeDBInstances', Version: '2014-10-31' });
    expect(said).toContain('<DBInstanceIdentifier>legacy-shop</DBInstanceIdentifier>');
    expect(said).toContain('<VpcId>' + existing['aws_vpc.network_vpc']!);
  });

  it('are the environment’s own then: an empty plan, with the lines and without', async () => {
    expect((await stack.plan(environment(existing))).changes).toEqual([]);
    expect((await stack.plan(environment({}))).changes).toEqual([]);
  });
});

/** As docs/consuming.md has it: where a name cannot be the module's, it is set on the public resource. */
function environment(importFrom: Existing): Json {
  return synth(
    (stack) => {
      const network = new Network(stack, 'network', {
        vpcCidr: '10.60.0.0/16',
        availabilityZones: ZONES,
        natStrategy: 'none',
      });
      const database = new DatabaseRds(stack, 'database', {
        instanceClass: 'db.t4g.medium',
        allocatedStorage: 20,
        maxAllocatedStorage: 50,
        multiAz: false,
        backupRetentionPeriod: 7,
        dbName: 'shop',
        masterUsername: 'shop',
        ...network.placement('rds'),
      });
      database.instance.identifier = 'legacy-shop';
      database.subnetGroup.name = 'legacy-subnets';
      new StorageS3(stack, 'uploads', { bucketName: 'legacy-uploads', lifecycleStrategy: 'none' });
    },
    { project: 'acme', env: 'preview', importFrom },
  ).json as Json;
}

async function makeByHand(url: string): Promise<Existing> {
  const ec2 = (Action: string, parameters: Record<string, string>): Promise<string> =>
    awsQuery(url, 'ec2', { Action, Version: '2016-11-15', ...parameters });
  const rds = (Action: string, parameters: Record<string, string>): Promise<string> =>
    awsQuery(url, 'rds', { Action, Version: '2014-10-31', ...parameters });
  const vpc = idIn(await ec2('CreateVpc', { CidrBlock: '10.60.0.0/16' }), 'vpcId');
  const subnets: string[] = [];
  for (const [i, zone] of ZONES.entries()) {
    const made = await ec2('CreateSubnet', { VpcId: vpc, CidrBlock: PRIVATE[i]!, AvailabilityZone: zone });
    subnets.push(idIn(made, 'subnetId'));
  }
  await createBucket(url, 'legacy-uploads');
  await rds('CreateDBSubnetGroup', {
    DBSubnetGroupName: 'legacy-subnets',
    DBSubnetGroupDescription: 'made by hand',
    ...Object.fromEntries(subnets.map((id, i) => [`SubnetIds.SubnetIdentifier.${i + 1}`, id])),
  });
  await rds('CreateDBInstance', {
    DBInstanceIdentifier: 'legacy-shop',
    DBSubnetGroupName: 'legacy-subnets',
    DBInstanceClass: 'db.t4g.medium',
    Engine: 'postgres',
    EngineVersion: '16',
    AllocatedStorage: '20',
    StorageType: 'gp3',
    StorageEncrypted: 'true',
    DBName: 'shop',
    MasterUsername: 'shop',
    MasterUserPassword: 'set-by-a-person-once',
  });
  return {
    'aws_vpc.network_vpc': vpc,
    'aws_subnet.network_private_eu_central_1a': subnets[0]!,
    'aws_subnet.network_private_eu_central_1b': subnets[1]!,
    'aws_db_subnet_group.database_subnets': 'legacy-subnets',
    'aws_db_instance.database_instance': 'legacy-shop',
    'aws_s3_bucket.uploads_bucket': 'legacy-uploads',
  };
}

function idIn(xml: string, name: string): string {
  const [, id] = new RegExp(`<${name}>([^<]+)<`).exec(xml) ?? [];
  if (id === undefined) throw new Error(`No ${name} in ${xml}`);
  return id;
}
