import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { warn, type EnvStack } from '@restartix/core';
import { Synthesized, resolved, synth, warningsOf } from './index';

const two = (stack: EnvStack): void => {
  new SqsQueue(stack, 'first', { name: 'first' });
  new SqsQueue(stack, 'second', { name: 'second' });
};

describe('Synthesized', () => {
  const stack = synth(two);

  it('finds resources by type and by name', () => {
    expect(Object.keys(stack.resources('aws_sqs_queue'))).toEqual(['first', 'second']);
    expect(stack.resource('aws_sqs_queue', 'second')['name']).toBe('second');
    expect(stack.resources('aws_sns_topic')).toEqual({});
    expect(stack.addresses).toEqual(['aws_sqs_queue.first', 'aws_sqs_queue.second']);
  });

  it('says what there is when it is asked for what is not, or not alone', () => {
    expect(() => stack.resource('aws_sns_topic')).toThrow(
      'Expected exactly one aws_sns_topic; the stack has: aws_sqs_queue.first',
    );
    expect(() => stack.resource('aws_sqs_queue')).toThrow('Expected exactly one aws_sqs_queue');
    expect(() => stack.resource('aws_sqs_queue', 'third')).toThrow('Expected aws_sqs_queue.third');
  });

  it('reads JSON arguments', () => {
    expect(Synthesized.parse('{"Statement":[]}')).toEqual({ Statement: [] });
  });
});

describe('synth', () => {
  it('builds into staging unless told otherwise', () => {
    expect(synth(two, { env: 'production' }).json.provider?.['aws']?.[0]?.['default_tags'][0].tags.Environment).toBe(
      'production',
    );
  });

  it('resolves tokens to what stands in the JSON', () => {
    synth((stack) => {
      expect(resolved(stack, [new SqsQueue(stack, 'queue', {}).arn])).toEqual(['${aws_sqs_queue.queue.arn}']);
    });
  });
});

describe('warningsOf', () => {
  it('collects the warnings, and none where there is none', () => {
    expect(warningsOf((stack) => warn(stack, 'risky'))).toEqual(['risky']);
    expect(warningsOf(two)).toEqual([]);
  });
});
