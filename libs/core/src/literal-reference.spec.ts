import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { literalReference } from './literal-reference';
import { synth } from './testing';

describe('an address that stands as text', () => {
  it.each([
    ['${trimsuffix(lower("aws_lb.alb.dns_name"), ".")}', 'aws_lb.alb.dns_name'],
    ['${lower("element(aws_sesv2_email_identity.mail.tokens[0], 1).dkim")}', 'aws_sesv2_email_identity.mail.tokens'],
    ['${lower("x-${lower("data.aws_vpc.main.id")}")}', 'data.aws_vpc.main.id'],
    ['${lower("x-${aws_vpc.main.id}-aws_lb.alb.arn")}', 'aws_lb.alb.arn'],
    ['a-${merge({ a = "cloudflare_dns_record.host.name" }, {})}', 'cloudflare_dns_record.host.name'],
    ['aws_lb.alb.dns_name', 'aws_lb.alb.dns_name'],
    ['aws_instance.nat[0].private_ip', 'aws_instance.nat[0].private_ip'],
  ])('is found in %s', (text, address) => {
    expect(literalReference(text)).toBe(address);
  });

  it.each([
    '${trimsuffix(lower(aws_lb.alb.dns_name), ".")}',
    '${lower("${element(aws_sesv2_email_identity.mail.tokens[0], 1)}.dkim")}',
    '${one([for o in aws_acm_certificate.c.options : o.value if o.name == "api.restartix.pro"])}',
    'Text outside of an expression may say "aws_lb.alb.dns_name".',
    '$${lower("aws_lb.alb.dns_name")}',
    '{"Resource":"${aws_s3_bucket.b.arn}/aws_logs.x.y"}',
    '${jsonencode({ "a" = "say \\"hello\\"", "b" = aws_lb.alb.arn })}',
  ])('is not seen in %s', (text) => {
    expect(literalReference(text)).toBeUndefined();
  });

  it('is refused at synthesis, with the attribute that holds it', () => {
    expect(() =>
      synth((stack) => void new SqsQueue(stack, 'jobs', { name: '${lower("aws_sqs_queue.dead.name")}' })),
    ).toThrow(/resource\.aws_sqs_queue\.jobs\.name .* "aws_sqs_queue\.dead\.name" is a reference/);
  });

  it('is right where Terraform takes addresses', () => {
    synth((stack) => {
      const dead = new SqsQueue(stack, 'dead', {});
      new SqsQueue(stack, 'jobs', {
        dependsOn: [dead],
        lifecycle: { replaceTriggeredBy: ['aws_sqs_queue.dead.name'] },
      });
    });
  });
});
