import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { literal } from './literal';
import { synth } from './testing';

describe('literal', () => {
  it.each([
    ['%{X-Forwarded-For}i %h', '%%{X-Forwarded-For}i %h'],
    ['sum=${TOTAL}', 'sum=$${TOTAL}'],
    ['sum=$${TOTAL} %%{x}', 'sum=$$${TOTAL} %%%{x}'],
    ['100% of $5', '100% of $5'],
  ])('escapes what Terraform would take for its own template: %s', (text, escaped) => {
    expect(literal(text)).toBe(escaped);
  });

  it('leaves references as they are', () => {
    const { json } = synth((stack) => {
      const first = new SqsQueue(stack, 'first', { name: 'a' });
      new SqsQueue(stack, 'second', { name: literal(`${first.name}-\${HOME}`) });
    });
    expect(json.resource?.['aws_sqs_queue']?.['second']?.['name']).toBe('${aws_sqs_queue.first.name}-$${HOME}');
  });
});
