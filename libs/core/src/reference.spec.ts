import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { nameOfArn, reference } from './reference';
import { resolved, synth } from './testing';

it('gives the same text for two tokens of one attribute', () => {
  synth((stack) => {
    const vpc = new Vpc(stack, 'vpc', {});
    expect(vpc.id).not.toBe('${aws_vpc.vpc.id}');
    expect([reference(stack, vpc.id), reference(stack, vpc.id)]).toEqual(['${aws_vpc.vpc.id}', '${aws_vpc.vpc.id}']);
  });
});

it('takes the name from an ARN that is known, and lets Terraform take it from another', () => {
  expect(nameOfArn('arn:aws:ecs:eu-central-1:123456789012:cluster/apps')).toBe('apps');
  synth((stack) => {
    const vpc = new Vpc(stack, 'vpc', {});
    expect(resolved(stack, nameOfArn(vpc.arn))).toBe('${element(split("/", aws_vpc.vpc.arn), 1)}');
  });
});
