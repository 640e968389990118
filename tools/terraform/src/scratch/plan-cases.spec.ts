import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planOfCase, refusalsOf, writeCases, type PlanCase } from './plan-cases';

const state = {
  version: 4,
  resources: [
    { mode: 'managed' as const, type: 'aws_vpc', name: 'vpc', instances: [{ dependencies: ['data.aws_region.r'] }] },
    { mode: 'data' as const, type: 'aws_region', name: 'r', instances: [{}] },
  ],
};
const json = (cidr: string): object => ({
  terraform: { required_providers: { aws: {} }, backend: { s3: {} } },
  provider: { aws: [{}] },
  resource: { aws_vpc: { vpc: { cidr_block: cidr } } },
});
const cases: PlanCase[] = [
  { name: 'a', state, json: { ...json('10.0.0.0/16') } },
  { name: 'a-1', state, json: { ...json('10.1.0.0/16') } },
];

it('makes of each case a module with a copy of its state', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cases-'));
  const root = writeCases(folder, cases);
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  expect(root).toMatchObject({ module: { a: { source: './a' }, 'a-1': { source: './a-1' } } });
  expect(read('a-1/main.tf.json')).toEqual({
    terraform: { required_providers: { aws: {} } },
    resource: { aws_vpc: { vpc: { cidr_block: '10.1.0.0/16' } } },
  });
  expect(read('terraform.tfstate')).toMatchObject({
    version: 4,
    resources: [
      { module: 'module.a', instances: [{ dependencies: ['module.a.data.aws_region.r'] }] },
      { module: 'module.a-1', instances: [{ dependencies: ['module.a-1.data.aws_region.r'] }] },
    ],
  });
  rmSync(folder, { recursive: true });
});

it('gives each case its own part of the plan, with its own addresses', () => {
  const change = { mode: 'managed' as const, type: 'aws_vpc', name: 'vpc', change: { actions: ['update'] } };
  const plan = { resource_changes: ['a', 'a-1'].map((name) => ({ ...change, address: `module.${name}.aws_vpc.vpc` })) };
  expect(planOfCase(plan, 'a')).toEqual({ resource_changes: [{ ...change, address: 'aws_vpc.vpc' }] });
});

it('tells which case Terraform refuses', () => {
  const errors = [
    'Instance cannot be destroyed\n\n  on a-1/main.tf.json line 1:\n\nResource module.a-1.aws_vpc.vpc has\nlifecycle.prevent_destroy set.',
    'Something about no case',
  ].join('\n\nError: ');
  const refused = refusalsOf(errors, cases);
  expect([...refused.keys()]).toEqual(['a-1']);
  expect(refused.get('a-1')).toContain('Resource aws_vpc.vpc has');
});
