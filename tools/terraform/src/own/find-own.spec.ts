import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReportedChange } from '@restartix/plan-report';
import { captured } from '../testing/fake-workspace';
import { ownFinder, type OwnFinder } from './find-own';
import type { Found, Lookup, Values } from './lookup';

const TAGS = { Project: 'restartix', Environment: 'staging', ManagedBy: 'terraform' };
const folder = mkdtempSync(join(tmpdir(), 'own-'));
const configuration = join(folder, 'cdk.tf.json');
writeFileSync(
  configuration,
  JSON.stringify({
    resource: {
      aws_vpc: { main: {}, copy: { provider: 'aws.elsewhere' } },
      aws_route: { out: {} },
      aws_ssm_parameter: { image: { lifecycle: { ignore_changes: ['insecure_value'] } }, plain: {} },
    },
  }),
);
afterAll(() => rmSync(folder, { recursive: true }));

const session = (tags: object = TAGS): Parameters<typeof ownFinder>[0] =>
  ({
    paths: { env: 'staging', name: 'staging', configuration },
    configuration: { awsProviders: [{ default_tags: [{ tags }] }] },
    sdk: { region: 'eu-central-1' },
  }) as unknown as Parameters<typeof ownFinder>[0];

const change = (address: string, values: Record<string, string | undefined>, action = 'create'): ReportedChange =>
  ({
    address,
    type: address.split('.')[0],
    action,
    attributes: Object.entries(values).map(([path, value]) => ({
      path,
      after: value === undefined ? { kind: 'unknown' } : { kind: 'value', value },
    })),
  }) as unknown as ReportedChange;

const VPC = change('aws_vpc.main', { 'tags.Name': 'restartix-staging-vpc' });
const route = (table?: string): ReportedChange =>
  change('aws_route.out', { route_table_id: table, destination_cidr_block: '0.0.0.0/0' });

/** An AWS that has these, and a state that has those. */
function finder(
  has: Readonly<Record<string, readonly Found[]>>,
  { state = [], tags = TAGS as object }: { state?: readonly string[]; tags?: object } = {},
): { find: OwnFinder['imports']; asked: Values[] } {
  const asked: Values[] = [];
  const by: Record<string, readonly string[]> = {
    aws_vpc: ['tags.Name'],
    aws_ssm_parameter: ['name'],
    aws_route: ['route_table_id', 'destination_cidr_block', 'destination_ipv6_cidr_block?'],
  };
  const lookup = (type: string): Promise<Lookup | undefined> =>
    Promise.resolve(
      by[type] && {
        by: by[type],
        find: (values: Values) => {
          asked.push(values);
          return Promise.resolve(has[type] ?? []);
        },
      },
    );
  const { imports } = ownFinder(session(tags), { lookup, recorded: () => Promise.resolve(new Set(state)) });
  return { find: imports, asked };
}

const vpc = (id: string, tags: Record<string, string> = TAGS): Found => ({
  id,
  tags,
  remove: `aws ec2 delete-vpc --vpc-id ${id}`,
});

describe('what a plan would make although it exists', () => {
  it('is imported when it has the tags of the environment', async () => {
    const { find, asked } = finder({ aws_vpc: [vpc('vpc-1')] });
    expect(await find({ changes: [VPC] })).toEqual([{ to: 'aws_vpc.main', id: 'vpc-1' }]);
    expect(asked).toEqual([{ 'tags.Name': 'restartix-staging-vpc' }]);
  });

  it.each<[string, Record<string, string>]>([
    ['of another environment', { ...TAGS, Environment: 'production' }],
    ['of another project', { ...TAGS, Project: 'acme' }],
    ['that a person made', { Project: 'restartix', Environment: 'staging' }],
    ['without tags', {}],
  ])('is left alone when it is one %s', async (_, tags) => {
    expect(await finder({ aws_vpc: [vpc('vpc-1', tags)] }).find({ changes: [VPC] })).toEqual([]);
  });

  it('is left alone when the state has it at another address', async () => {
    expect(await finder({ aws_vpc: [vpc('vpc-1')] }, { state: ['aws_vpc vpc-1'] }).find({ changes: [VPC] })).toEqual(
      [],
    );
    const { find } = finder({ aws_vpc: [{ ...vpc('name'), recordedAs: 'arn' }] }, { state: ['aws_vpc arn'] });
    expect(await find({ changes: [VPC] })).toEqual([]);
  });

  it('is not taken for something else that has its name in the state, as a role and its instance profile may', async () => {
    const { find } = finder({ aws_vpc: [vpc('one-name')] }, { state: ['aws_iam_role one-name'] });
    expect(await find({ changes: [VPC] })).toEqual([{ to: 'aws_vpc.main', id: 'one-name' }]);
  });

  it('is told and not guessed when there are two, with the command that removes either', async () => {
    const refused = finder({ aws_vpc: [vpc('vpc-1'), vpc('vpc-2')] }).find({ changes: [VPC] });
    await expect(refused).rejects.toThrow('aws_vpc.main: vpc-1, vpc-2');
    await expect(refused).rejects.toMatchObject({
      hint: expect.stringMatching(/delete-vpc --vpc-id vpc-1\n {2}aws ec2 delete-vpc --vpc-id vpc-2/) as unknown,
    });
  });

  it('is the other of two, when the state has one', async () => {
    const { find } = finder({ aws_vpc: [vpc('vpc-1'), vpc('vpc-2')] }, { state: ['aws_vpc vpc-1'] });
    expect(await find({ changes: [VPC] })).toEqual([{ to: 'aws_vpc.main', id: 'vpc-2' }]);
  });

  it('is looked for once all that tells it apart is known', async () => {
    const { find, asked } = finder({ aws_route: [{ id: 'rtb-1_0.0.0.0/0' }] });
    expect(await find({ changes: [route()] })).toEqual([]);
    expect(asked).toEqual([]);
    expect(await find({ changes: [route('rtb-1')] })).toEqual([{ to: 'aws_route.out', id: 'rtb-1_0.0.0.0/0' }]);
    expect(await find({ changes: [route('rtb-1')] })).toEqual([]);
    expect(asked).toEqual([{ route_table_id: 'rtb-1', destination_cidr_block: '0.0.0.0/0' }]);
  });

  it('is created over what is there where the provider cannot import it, and keeps a value whose changes are ignored', async () => {
    const over = { with: { overwrite: true }, now: { insecure_value: 'app:v7' } };
    const { find } = finder({ aws_ssm_parameter: [{ id: '/image', tags: TAGS, over }] });
    const parameter = (name: string): ReportedChange => change(`aws_ssm_parameter.${name}`, { name: '/image' });
    expect(await find({ changes: [parameter('plain')] })).toEqual([
      { to: 'aws_ssm_parameter.plain', during: { overwrite: true } },
    ]);
    expect(await find({ changes: [parameter('image')] })).toEqual([
      { to: 'aws_ssm_parameter.image', during: { overwrite: true, insecure_value: 'app:v7' } },
    ]);
  });

  it('is left alone when it has no tags of its own and the plan takes one of its kind away', async () => {
    const { find } = finder({ aws_route: [{ id: 'rtb-1_0.0.0.0/0' }] });
    const renamed = change('aws_route.before', { route_table_id: 'rtb-1' }, 'destroy');
    expect(await find({ changes: [route('rtb-1'), renamed] })).toEqual([]);
  });

  it('is taken by its time alone where it has no name: only when a deploy made it that did not end', async () => {
    const key = { id: 'vpc-1', tags: TAGS, madeAt: new Date('2026-11-20T10:00:00Z') };
    const found = (since?: string): ReturnType<OwnFinder['imports']> =>
      finder({ aws_vpc: [key] }).find({ changes: [VPC] }, since ? new Date(since) : undefined);
    expect(await found('2026-11-20T09:00:00Z')).toHaveLength(1);
    expect(await found('2026-11-20T11:00:00Z')).toEqual([]);
    expect(await found()).toEqual([]);
  });

  it('is not asked for where nothing is created, nor in the region of another provider, nor without tags to tell by', async () => {
    const { find, asked } = finder({ aws_vpc: [vpc('vpc-1')] });
    const copy = change('aws_vpc.copy', { 'tags.Name': 'x' });
    expect(await find({ changes: [{ ...VPC, action: 'update' }, copy] })).toEqual([]);
    const untagged = finder({ aws_vpc: [vpc('vpc-1')] }, { tags: { Owner: 'x' } });
    expect(await untagged.find({ changes: [VPC] })).toEqual([]);
    expect([...asked, ...untagged.asked]).toEqual([]);
  });

  it('is made anew, and that is said, where the role may not look', async () => {
    const printed = captured();
    const lookup: Lookup = {
      by: ['tags.Name'],
      find: () => Promise.reject(Object.assign(new Error('no'), { name: 'AccessDenied' })),
    };
    const { imports: find } = ownFinder(session(), {
      lookup: () => Promise.resolve(lookup),
      recorded: () => Promise.resolve(new Set()),
    });
    expect(await find({ changes: [VPC] })).toEqual([]);
    expect(printed.err()).toContain(
      'Not looked up in AWS, so made anew even if it exists: aws_vpc.main (AccessDenied: no)',
    );
    printed.restore();
  });
});
