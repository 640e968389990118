import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { warn, type EnvStack } from '@restartix/core';
import { Synthesized, resolved, synth, warningsOf } from './index';

const build = (stack: EnvStack): void => {
  const policy = JSON.stringify({ redrivePermission: 'denyAll' });
  new SqsQueue(stack, 'jobs', { name: 'restartix-staging-jobs', redriveAllowPolicy: policy });
  warn(stack, 'Nobody reads the queue.');
};

describe('a stack with a queue', () => {
  const stack = synth(build);

  it('has the queue, the only one', () => {
    expect(stack.addresses).toEqual(['aws_sqs_queue.jobs']);
    expect(stack.resource('aws_sqs_queue')['name']).toBe('restartix-staging-jobs');
  });

  it('lets nothing move messages into it', () => {
    const policy = Synthesized.parse(stack.resource('aws_sqs_queue', 'jobs')['redrive_allow_policy']);
    expect(policy['redrivePermission']).toBe('denyAll');
  });

  it('warns that nobody reads it', () => {
    expect(warningsOf(build)).toEqual(['Nobody reads the queue.']);
  });

  it('refers to the queue by its address', () => {
    synth((scope) => {
      const queue = new SqsQueue(scope, 'jobs', {});
      expect(resolved(scope, queue.arn)).toBe('${aws_sqs_queue.jobs.arn}');
    });
  });
});
