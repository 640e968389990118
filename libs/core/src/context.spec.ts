import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformOutput, TerraformStack, Testing } from 'cdktf';
import { contextOf, type ModuleContext } from './context';
import { synth, type TerraformJson } from './testing';

function contextIn(env: Parameters<typeof synth>[1], config = {}): ModuleContext {
  let context: ModuleContext | undefined;
  synth((stack) => (context = contextOf(stack, 'network', 'network', config)), env);
  return context!;
}

describe('contextOf', () => {
  it('takes env, project and region from the environment stack, and the account from the provider', () => {
    const context = contextIn({ env: 'production', project: 'acme', accountId: '210987654321' });
    expect(context.name('core-api')).toBe('acme-production-core-api');
    expect(context.path('database')).toBe('acme/production/database');
    expect(context.arn({ service: 'logs', resource: 'log-group:x' })).toMatch(
      /^arn:aws:logs:eu-central-1:\$\{TfToken\[.+\]\}:log-group:x$/,
    );
    expect(context.tags).toMatchObject({ Project: 'acme', Environment: 'production' });
  });

  it('lets a module’s own config win', () => {
    expect(contextIn({}, { env: 'preview', project: 'acme' }).name('x')).toBe('acme-preview-x');
  });

  it('leaves region and account out of an ARN where AWS does', () => {
    expect(contextIn({}).arn({ service: 's3', region: '', account: '', resource: 'bucket/*' })).toBe(
      'arn:aws:s3:::bucket/*',
    );
  });

  it('knows the partition of GovCloud', () => {
    expect(contextIn({ region: 'us-gov-west-1' }).partition).toBe('aws-us-gov');
  });

  it.each([
    ['cn-north-1', 'aws-cn'],
    ['eusc-de-east-1', 'aws-eusc'],
    ['us-isob-east-1', 'aws-iso-b'],
  ])('refuses %s by the name of its partition', (region, partition) => {
    expect(() => contextIn({ region })).toThrow(`region "${region}" is not possible`);
    expect(() => contextIn({ region })).toThrow(`this one is of ${partition},`);
  });

  it('asks AWS once for the partition where the provider chooses the region, and refuses an unknown one', () => {
    const stack = new TerraformStack(Testing.app(), 'plain');
    new AwsProvider(stack, 'aws');
    for (const id of ['a', 'b']) {
      const { partition, arn } = contextOf(stack, 'network', id, { env: 'staging' });
      new TerraformOutput(stack, id, {
        value: [partition, arn({ service: 's3', resource: 'x', account: '1', region: '2' })],
      });
    }
    const { data, output } = JSON.parse(Testing.synth(stack, true)) as TerraformJson;
    expect(data!['aws_partition']).toEqual({
      'current-partition': {
        lifecycle: {
          postcondition: [
            {
              condition: '${contains(["aws","aws-us-gov"], self.partition)}',
              error_message: expect.stringContaining('aws and aws-us-gov') as string,
            },
          ],
        },
      },
    });
    const partition = '${data.aws_partition.current-partition.partition}';
    expect(output!['a']!['value']).toEqual([partition, `arn:${partition}:s3:2:1:x`]);
  });

  it('asks AWS once for the account when the config does not name it', () => {
    const { json } = synth((stack) => {
      contextOf(stack, 'network', 'a');
      contextOf(stack, 'network', 'b');
    });
    expect(json.data).toEqual({ aws_caller_identity: { current_account: {} } });
  });

  it('works in a plain TerraformStack when the config names the env', () => {
    const stack = new TerraformStack(Testing.app(), 'plain');
    const context = contextOf(stack, 'network', 'network', { env: 'staging', project: 'acme' });
    expect(context.name('x')).toBe('acme-staging-x');
    expect(context.tags).toMatchObject({ Environment: 'staging' });
  });

  it('says what to do when nobody names the env', () => {
    const stack = new TerraformStack(Testing.app(), 'plain');
    expect(() => contextOf(stack, 'network', 'network')).toThrow(
      /network "network": env "" is not possible .* Give the module an env or put it into an EnvStack\./,
    );
  });
});
