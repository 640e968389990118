import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { TerraformStack, Testing } from 'cdktf';
import { Construct } from 'constructs';
import type { EnvStack } from './env-stack';
import { importFrom, type Existing } from './import-from';
import { synth, type TerraformJson } from './testing';

interface Json extends TerraformJson {
  readonly import?: object;
}

function network(stack: TerraformStack): void {
  const module = new Construct(stack, 'network');
  new Vpc(module, 'vpc', { cidrBlock: '10.0.0.0/16' });
  new Vpc(module, 'second', { cidrBlock: '10.1.0.0/16' });
  new SqsQueue(module, 'jobs');
}

function imported(existing: Existing): Json {
  return synth((stack: EnvStack) => network(stack), { importFrom: existing }).json as Json;
}

describe('importFrom', () => {
  it('imports by address, beside the resource as it is configured', () => {
    const { import: imports, resource } = imported({
      'aws_vpc.network_vpc': 'vpc-1',
      'aws_sqs_queue.network_jobs': 'url',
    });
    expect(imports).toEqual([
      { id: 'vpc-1', to: 'aws_vpc.network_vpc' },
      { id: 'url', to: 'aws_sqs_queue.network_jobs' },
    ]);
    expect(resource?.['aws_vpc']?.['network_vpc']).toMatchObject({ cidr_block: '10.0.0.0/16' });
  });

  it('writes nothing where nothing is taken over', () => {
    expect(imported({})).not.toHaveProperty('import');
  });

  it('works in a plain TerraformStack, by the address that CDKTF gives', () => {
    const stack = new TerraformStack(Testing.app(), 'plain');
    const vpc = new Vpc(new Construct(stack, 'network'), 'vpc', { cidrBlock: '10.0.0.0/16' });
    const address = `aws_vpc.${vpc.friendlyUniqueId}`;
    importFrom(stack, { [address]: 'vpc-1' });
    expect((JSON.parse(Testing.synth(stack)) as Json).import).toEqual([{ id: 'vpc-1', to: address }]);
  });

  it.each<[string, Existing, string]>([
    [
      'an address that is none, with those of its type',
      { 'aws_vpc.vpc': 'vpc-1' },
      'env "test": importFrom["aws_vpc.vpc"] "vpc-1" is not possible (allowed: of this type: aws_vpc.network_second, aws_vpc.network_vpc). Copy the address from the plan that would create it.',
    ],
    [
      'a type that is not there, with those that are',
      { 'aws_s3_bucket.uploads': 'uploads' },
      '(allowed: a resource of the stack; it has aws_sqs_queue, aws_vpc)',
    ],
    ['an empty id', { 'aws_vpc.network_vpc': ' ' }, '(allowed: the id that the provider imports it by)'],
    [
      'one resource at two addresses',
      { 'aws_vpc.network_vpc': 'vpc-1', 'aws_vpc.network_second': 'vpc-1' },
      '(allowed: once, and aws_vpc.network_vpc has it)',
    ],
  ])('refuses %s', (_, existing, message) => {
    expect(() => imported(existing)).toThrow(message);
  });
});
