import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { ListTasksCommand, RunTaskCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { fakeContext } from '../testing/fake-context';
import { cliName } from './command-line';

// Names that botocore makes of the SDK's: python3 -c "from botocore import xform_name; print(xform_name('…', '-'))"
it.each([
  ['ListTasks', 'list-tasks'],
  ['DescribeDBInstances', 'describe-db-instances'],
  ['DBInstanceIdentifier', 'db-instance-identifier'],
  ['taskDefinition', 'task-definition'],
  ['VPCSecurityGroupIDs', 'vpc-security-group-ids'],
  ['ListBucketsV2', 'list-buckets-v2'],
  ['secretARNs', 'secret-arns'],
])('%s is %s for the AWS CLI', (name, cli) => {
  expect(cliName(name)).toBe(cli);
});

describe('the line of a call', () => {
  it('is printed for each change, ready for a shell', async () => {
    const { aws, err } = fakeContext();
    await aws.ecs.send(
      new RunTaskCommand({
        cluster: 'c',
        taskDefinition: 'd',
        enableExecuteCommand: true,
        clientToken: 'abc',
        networkConfiguration: { awsvpcConfiguration: { subnets: ['a', 'b'] } },
      }),
    );
    expect(err).toEqual([
      '$ aws ecs run-task --cluster c --task-definition d --enable-execute-command --network-configuration \'{"awsvpcConfiguration":{"subnets":["a","b"]}}\' --region eu-central-1',
    ]);
  });

  it('is printed for a read with --verbose alone, and once however often it is asked', async () => {
    const quiet = fakeContext();
    await quiet.aws.ecs.send(new ListTasksCommand({ cluster: 'c' }));
    expect(quiet.err).toEqual([]);
    const { aws, err } = fakeContext({ verbose: true });
    for (const nextToken of ['1', '2']) await aws.ecs.send(new ListTasksCommand({ cluster: 'c', nextToken }));
    expect(err).toEqual(['$ aws ecs list-tasks --cluster c --region eu-central-1']);
  });

  it('never has the value of a secret', async () => {
    const { aws, err } = fakeContext({ verbose: true });
    await aws.secretsmanager.send(new PutSecretValueCommand({ SecretId: 's', SecretString: 'CANARY' }));
    expect(err).toEqual([
      '$ aws secretsmanager put-secret-value --secret-id s --secret-string file:///dev/stdin --region eu-central-1',
    ]);
  });

  it('is printed before the call is made, so that one that fails is there too', async () => {
    const context = fakeContext({
      answers: {
        UpdateServiceCommand: () => {
          throw new Error('no');
        },
      },
    });
    await expect(context.aws.ecs.send(new UpdateServiceCommand({ service: 's', desiredCount: 0 }))).rejects.toThrow();
    expect(context.err).toEqual(['$ aws ecs update-service --service s --desired-count 0 --region eu-central-1']);
  });
});
