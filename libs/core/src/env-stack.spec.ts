import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { synth } from './testing';
import { Construct } from 'constructs';
import { EnvStack } from './env-stack';

describe('EnvStack', () => {
  it('keeps state in S3 with native locking, under the environment’s key', () => {
    const { json } = synth(() => undefined);
    expect(json.terraform?.['backend']).toEqual({
      s3: {
        bucket: 'restartix-tfstate',
        key: 'staging/terraform.tfstate',
        region: 'eu-central-1',
        encrypt: true,
        use_lockfile: true,
      },
    });
  });

  it('pins the provider to the verified version and asks for a Terraform with write-only arguments', () => {
    const { json } = synth(() => undefined);
    expect(json.terraform?.['required_providers']).toEqual({ aws: { source: 'aws', version: '5.100.0' } });
    expect(json.terraform?.['required_version']).toBe('>= 1.11.0');
  });

  it('puts the five tags on everything through the provider', () => {
    const { json } = synth(() => undefined, { project: 'acme', owner: 'me', costCenter: 'r-and-d' });
    expect(json.provider?.['aws']?.[0]?.['default_tags']).toEqual([
      {
        tags: { Project: 'acme', Environment: 'staging', ManagedBy: 'terraform', Owner: 'me', CostCenter: 'r-and-d' },
      },
    ]);
  });

  it.each([
    [{ costCenter: '' }, 'env "test": costCenter "" is not possible'],
    [{ owner: '  ' }, 'Give a value, or leave it out for the default.'],
    [{ owner: 'team <a> & "b" | c' }, 'Write it without other characters.'],
    [{ owner: 'aws:team' }, 'not beginning with aws:'],
    [{ costCenter: 'x'.repeat(257) }, '1 to 256 letters'],
  ])('refuses tags that AWS refuses or drops: %j', (config, message) => {
    expect(() => synth(() => undefined, config)).toThrow(message);
  });

  it('takes tags in any alphabet', () => {
    expect(() => synth(() => undefined, { owner: 'Équipe Zażółć 東京', costCenter: 'r+d @ 1/2' })).not.toThrow();
  });

  it('refuses every account but the given one', () => {
    const { json } = synth(() => undefined, { accountId: '210987654321' });
    expect(json.provider?.['aws']?.[0]?.['allowed_account_ids']).toEqual(['210987654321']);
    expect(synth(() => undefined).json.provider?.['aws']?.[0]).not.toHaveProperty('allowed_account_ids');
  });

  it('refuses what is no account id', () => {
    expect(() => synth(() => undefined, { accountId: '21098765432' })).toThrow(
      /^env ".*": accountId "21098765432" is not possible \(allowed: 12 digits/,
    );
  });

  it('gives every role its permissions boundary, but for one that has its own', () => {
    const role = (id: string, permissionsBoundary?: string) => (stack: EnvStack) =>
      new IamRole(stack, id, { name: id, assumeRolePolicy: '{}', permissionsBoundary });
    const { json } = synth(
      (stack) => {
        role('one')(stack);
        role('other', 'arn:aws:iam::210987654321:policy/mine')(stack);
      },
      { accountId: '210987654321', permissionsBoundary: 'restartix-staging-boundary' },
    );
    const roles = json.resource?.['aws_iam_role'];
    expect(roles?.['one']).toMatchObject({
      permissions_boundary: 'arn:aws:iam::210987654321:policy/restartix-staging-boundary',
    });
    expect(roles?.['other']).toMatchObject({ permissions_boundary: 'arn:aws:iam::210987654321:policy/mine' });
    expect(synth(role('one')).json.resource?.['aws_iam_role']?.['one']).not.toHaveProperty('permissions_boundary');
  });

  it('gives addresses that a person can read', () => {
    const { addresses } = synth((stack) => {
      const module = new Construct(stack, 'core-api');
      new SqsQueue(module, 'dead-letters', { name: 'x' });
    });
    expect(addresses).toEqual(['aws_sqs_queue.core_api_dead_letters']);
  });

  it('refuses two constructs whose addresses would be the same, naming both', () => {
    expect(() =>
      synth((stack) => {
        new SqsQueue(new Construct(stack, 'core-api'), 'queue', { name: 'a' });
        new SqsQueue(new Construct(stack, 'core'), 'api_queue', { name: 'b' });
      }),
    ).toThrow(
      'Two constructs have the Terraform address aws_sqs_queue.core_api_queue: "test/core-api/queue" and "test/core/api_queue". Rename one of them.',
    );
  });

  it('writes outputs in snake_case', () => {
    class Stack extends EnvStack {
      constructor(scope: Construct) {
        super(scope, 'inner', { env: 'staging', region: 'eu-central-1', state: { bucket: 'b' } });
        this.outputs({ privateSubnetIds: ['subnet-1'], 'core-api': 'x' });
      }
    }
    const outputs = (new Stack(new Construct(undefined as never, 'root')).toTerraform() as { output: object }).output;
    expect(Object.keys(outputs)).toEqual(['private_subnet_ids', 'core_api']);
  });
});
