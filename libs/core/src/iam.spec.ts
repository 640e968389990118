import { Synthesized, synth } from './testing';
import { contextOf } from './context';
import { ServiceRole, policyDocument, type ServiceRoleConfig } from './iam';

const ROLE = { name: 'r', description: 'd', service: 'ecs-tasks.amazonaws.com' };

function roleWith(config: Partial<ServiceRoleConfig>): Synthesized {
  return synth((stack) => new ServiceRole(stack, 'task', contextOf(stack, 'test', 'task'), { ...ROLE, ...config }), {
    accountId: '210987654321',
  });
}

describe('policyDocument', () => {
  it('writes one action or resource as a plain string, as AWS answers it', () => {
    expect(
      JSON.parse(policyDocument([{ sid: 'ReadObjects', actions: ['s3:GetObject'], resources: ['arn:a', 'arn:b'] }])),
    ).toEqual({
      Version: '2012-10-17',
      Statement: [{ Sid: 'ReadObjects', Effect: 'Allow', Action: 's3:GetObject', Resource: ['arn:a', 'arn:b'] }],
    });
  });

  it('writes principals and conditions of a resource policy', () => {
    const [statement] = (
      JSON.parse(
        policyDocument([
          {
            effect: 'Deny',
            actions: ['s3:*'],
            principals: '*',
            conditions: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ]),
      ) as { Statement: unknown[] }
    ).Statement;
    expect(statement).toEqual({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
  });
});

describe('ServiceRole', () => {
  const trustOf = (stack: Synthesized): unknown =>
    Synthesized.parse(stack.resource('aws_iam_role')['assume_role_policy'])['Statement'][0];

  it('lets the service assume it for this account only', () => {
    expect(trustOf(roleWith({}))).toEqual({
      Effect: 'Allow',
      Principal: { Service: ['ecs-tasks.amazonaws.com'] },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceAccount': '210987654321' } },
    });
  });

  it('narrows the trust to a source ARN when one is given', () => {
    expect(trustOf(roleWith({ sourceArn: 'arn:aws:ecs:*' }))).toMatchObject({
      Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:ecs:*' } },
    });
  });

  it('leaves the conditions out for EC2, which sends none', () => {
    expect(trustOf(roleWith({ service: 'ec2.amazonaws.com', sourceConditions: false }))).not.toHaveProperty(
      'Condition',
    );
  });

  it('makes one inline policy per name, and none for an empty list', () => {
    const stack = roleWith({
      policies: { logs: [{ actions: ['logs:PutLogEvents'], resources: ['arn:x'] }], none: [] },
    });
    expect(Object.keys(stack.resources('aws_iam_role_policy'))).toEqual(['task_logs']);
  });

  it('attaches managed policies under stable keys', () => {
    const stack = roleWith({ managedPolicyArns: { ssm: 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore' } });
    expect(Object.keys(stack.resources('aws_iam_role_policy_attachment'))).toEqual(['task_managed_ssm']);
  });
});
