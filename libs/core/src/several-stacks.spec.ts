import { DataAwsSecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-version';
import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { App, Fn, TerraformOutput, TerraformStack, Token, propertyAccess, ref } from 'cdktf';
import { Construct } from 'constructs';
import { claimName } from './claim-name';
import { EnvStack } from './env-stack';
import { EphemeralResource } from './ephemeral-resource';
import { checkOpenPort, openPorts } from './open-ports';
import { generatedPassword } from './secret';
import { synthStacks, type Block } from './testing';

/** What a queue of the stack `app` has for its policy, made from what is in the stack `base`. */
function given(make: (base: EnvStack) => string): Block {
  return synthStacks((stack) => {
    const policy = make(stack('base'));
    new SqsQueue(new Construct(stack('app'), 'core-api'), 'jobs', { name: 'jobs', policy });
  })['app']!.resource('aws_sqs_queue');
}

describe('from another stack', () => {
  it.each<[string, (queue: SqsQueue) => string, string]>([
    [
      'an attribute',
      ({ arn }) => arn,
      '${data.terraform_remote_state.X.outputs.cross_stack_output_aws_sqs_queue_dead_arn}',
    ],
    [
      'an attribute in a function',
      ({ url }) => Fn.lower(url) as string,
      '${lower(data.terraform_remote_state.X.outputs.cross_stack_output_aws_sqs_queue_dead_url)}',
    ],
  ])('%s is an output of that stack', (_, read, expected) => {
    const { policy } = given((base) => read(new SqsQueue(base, 'dead', {})));
    expect(policy).toBe(expected.replace('X', 'cross_stack_reference_input_base'));
  });

  it('a hand-written reference is refused, with both constructs', () => {
    expect(() =>
      given((base) => {
        new SqsQueue(new Construct(base, 'queues'), 'dead', {});
        return 'queue/${lower(aws_sqs_queue.queues_dead.name)}';
      }),
    ).toThrow(
      'stack "app": app/core-api/jobs: policy "queue/${lower(aws_sqs_queue.queues_dead.name)}" is not possible (allowed: addresses of the stack; aws_sqs_queue.queues_dead is "base/queues/dead" of the stack "base"). Pass an attribute of that construct instead of text',
    );
  });

  it.each(['var.x', 'data.aws_vpc.x', 'aws_vpc.x'])('%s, which is nowhere, is refused', (address) => {
    expect(() => given(() => Token.asString(ref(`${address}.id`)))).toThrow(`${address} is in no stack of the app`);
  });

  it.each(['${each.value.a_b}', '${one([for a_x in [] : a_x.a_b if a_x.c == "data.x"])}', '$${aws_vpc.x.id}'])(
    'what is no reference is left alone: %s',
    (policy) => {
      expect(given(() => policy).policy).toBe(policy);
    },
  );

  it('an ephemeral value is refused', () => {
    expect(() => given((base) => generatedPassword(base, 'password'))).toThrow(
      /ephemeral\.aws_secretsmanager_random_password\.password is "base\/password" of the stack "base", and an ephemeral value exists in the run of its own stack only\)\. Write it into a secret/,
    );
  });

  it.each<[string, (base: EnvStack) => string]>([
    [
      'aws_db_instance.db.password',
      (base) => new DbInstance(base, 'db', { instanceClass: 'x', password: 'x' }).getStringAttribute('password'),
    ],
    [
      'data.aws_secretsmanager_secret_version.read.secret_string',
      (base) => {
        const { secretString } = new DataAwsSecretsmanagerSecretVersion(base, 'read', { secretId: 'x' });
        return Token.asString(propertyAccess(Fn.jsondecode(secretString), ['token']));
      },
    ],
  ])('a secret is refused: %s', (address, make) => {
    expect(() => given(make)).toThrow(
      `${address} of the stack "base" is a secret, and what goes to another stack is written into the outputs of its state in the clear). Pass the ARN`,
    );
  });

  it('is an output that Terraform refuses where its provider calls it sensitive', () => {
    const { base } = synthStacks((stack) => {
      const { arn } = new SqsQueue(stack('base'), 'dead', { name: 'password' });
      new TerraformOutput(stack('app'), 'arn', { value: arn, staticId: true });
    });
    expect(base!.outputs).toEqual({
      cross_stack_output_aws_sqs_queue_dead_arn: { value: '${aws_sqs_queue.dead.arn}' },
    });
  });

  it('a construct to wait for makes its stack come first', () => {
    const stacks: EnvStack[] = [];
    const { app } = synthStacks((stack) => {
      stacks.push(stack('base'), stack('app'));
      const dead = new SqsQueue(stacks[0]!, 'dead', {});
      const own = new SqsQueue(stacks[1]!, 'own', {});
      new SqsQueue(stacks[1]!, 'jobs', { dependsOn: [dead, own] });
      new SqsQueue(stacks[1]!, 'more', { dependsOn: [dead] });
      new EphemeralResource(stacks[1]!, 'read', 'aws_secretsmanager_random_password', {
        arguments: {},
        dependsOn: [dead],
      });
      new TerraformOutput(stacks[1]!, 'out', { value: 'x', dependsOn: [dead], staticId: true });
    });
    expect(stacks[1]!.dependsOn(stacks[0]!)).toBe(true);
    expect(app!.resource('aws_sqs_queue', 'jobs')['depends_on']).toEqual(['aws_sqs_queue.own']);
    expect(app!.resource('aws_sqs_queue', 'more')).not.toHaveProperty('depends_on');
    expect(app!.ephemeral('aws_secretsmanager_random_password')['read']).toEqual({});
    expect(app!.outputs['out']).toEqual({ value: 'x' });
    expect(app!.json.data).toBeUndefined();
  });

  it('a construct to be replaced with is refused', () => {
    expect(() =>
      synthStacks((stack) => {
        const dead = new SqsQueue(stack('base'), 'dead', {});
        new SqsQueue(stack('app'), 'jobs', { lifecycle: { replaceTriggeredBy: [dead] } });
      }),
    ).toThrow(/app\/jobs: lifecycle\.replace_triggered_by\[0\] .* \(allowed: resources of the stack\)/);
  });
});

describe('stacks of one environment', () => {
  it('are refused one state', () => {
    const app = new App({ outdir: '/tmp', stackTraces: false });
    const config = { env: 'staging', region: 'eu-central-1', state: { bucket: 'states' } };
    new EnvStack(app, 'staging', config);
    expect(() => new EnvStack(app, 'foundation', config)).toThrow(
      'env "foundation": state.key "staging/terraform.tfstate" is not possible (allowed: a key of its own in states; the stack "staging" has this one, and each would destroy what the other makes). Set state.key, e.g. to staging/foundation.tfstate.',
    );
    expect(() => new EnvStack(app, 'production', { ...config, env: 'production' })).not.toThrow();
  });

  it('share the names that AWS knows once', () => {
    const claim = { module: 'storage-s3', property: 'bucketName', value: 'uploads' };
    expect(() =>
      synthStacks((stack) => ['base', 'app'].forEach((id) => claimName(new Construct(stack(id), 'bucket'), claim))),
    ).toThrow('a name that no other storage-s3 of the environment has; "base/bucket" has this one');
  });

  it('share what they know of ports, and tell two groups of one address apart', () => {
    const check = (own: boolean): void =>
      void synthStacks((stack) => {
        const [base, app] = [stack('base'), stack('app')];
        const [group, other] = [base, app].map((each) => new SqsQueue(each, 'group', {}).id);
        openPorts(base, group!, [{ from: 5432, to: 5432 }]);
        openPorts(app, other!, [{ from: 6379, to: 6379 }]);
        checkOpenPort(app, {
          module: 'cache-redis',
          port: 6379,
          securityGroupIds: [own ? other! : group!],
          fix: 'Open it.',
        });
      });
    expect(() => check(true)).not.toThrow();
    expect(() => check(false)).toThrow('(allowed: 5432: what the security groups let in)');
  });

  it('know nothing of another environment', () => {
    const app = new App({ outdir: '/tmp', stackTraces: false });
    const claim = { module: 'storage-s3', property: 'bucketName', value: 'uploads' };
    for (const env of ['staging', 'production'])
      claimName(new EnvStack(app, env, { env, region: 'eu-central-1', state: { bucket: 'states' } }), claim);
    expect(TerraformStack.isStack(app.node.findChild('staging'))).toBe(true);
  });
});
