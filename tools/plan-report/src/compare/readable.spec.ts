import { planOf, recordedStagingPlan, reportOf } from '../testing/plans';
import { sides, word } from '../render/words';
import type { ReportedChange } from '../model';

const lines = ({ differences }: ReportedChange): string[] =>
  differences.map((each) => `${each.label}: ${sides(each, word)}`);
const attribute = (name: string, before: unknown, after: unknown): string[] => {
  const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
  return lines(
    reportOf(planOf('aws_x.y', { before: { [name]: text(before) }, after: { [name]: text(after) } })).changes[0]!,
  );
};
const policy = (...Statement: object[]): object => ({ Version: '2012-10-17', Statement });
const READ = { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'a' };

describe('a policy', () => {
  test('names the statement, and what came or went in it', () => {
    const after = { ...READ, Action: ['s3:PutObject', 's3:GetObject'], Resource: ['a', 'b'] };
    expect(attribute('policy', policy(READ), policy({ Sid: 'Other' }, after))).toEqual([
      'policy.Statement[Other]: + {"Sid":"Other"}',
      'policy.Statement[Read].Action: + "s3:PutObject"',
      'policy.Statement[Read].Resource: + "b"',
    ]);
  });

  test('names a statement without an id by its place, and a principal by its kind', () => {
    const [service, other] = ['ecs', 'events'].map((name) => ({ Principal: { Service: `${name}.amazonaws.com` } }));
    expect(attribute('assume_role_policy', policy(service!), policy(other!))).toEqual([
      'assume_role_policy.Statement[0].Principal.Service: "ecs.amazonaws.com" → "events.amazonaws.com"',
    ]);
  });

  test('that is written in another way is the same, and says so', () => {
    const other = { ...READ, Action: ['s3:GetObject'], Resource: ['a'] };
    expect(attribute('policy', policy(READ), policy(other))).toEqual(['policy: (equivalent, formatted differently)']);
  });
});

describe('container definitions', () => {
  const container = (name: string, rest: object = {}): object => ({ name, image: `${name}:1`, ...rest });

  test('name the container, the variable and the secret', () => {
    const before = [
      container('app', {
        environment: [
          { name: 'LOG', value: 'info' },
          { name: 'OLD', value: '1' },
        ],
      }),
      container('agent'),
    ];
    const after = [
      container('agent', { image: 'agent:2' }),
      container('app', {
        environment: [{ name: 'LOG', value: 'debug' }],
        secrets: [{ name: 'TOKEN', valueFrom: 'arn:secret' }],
      }),
    ];
    expect(attribute('container_definitions', before, after)).toEqual([
      'container_definitions[agent].image: "agent:1" → "agent:2"',
      'container_definitions[app].environment[LOG]: "info" → "debug"',
      'container_definitions[app].environment[OLD]: - "1"',
      'container_definitions[app].secrets[TOKEN]: + "arn:secret"',
    ]);
  });

  test('of a recorded plan show what forces the replacement, and computed values by name alone', () => {
    const task = reportOf(recordedStagingPlan()).changes.find(({ type }) => type === 'aws_ecs_task_definition')!;
    expect(lines(task)).toEqual([
      'container_definitions[core-api].environment[AAA]: + "`x` </details> <b>"',
      'container_definitions[core-api].environment[LOG_LEVEL]: + "debug"',
      'container_definitions[core-api].memory: (none) → 513',
    ]);
    expect(task.differences.every(({ forcesReplacement }) => forcesReplacement)).toBe(true);
    expect(task.computed).toEqual(['arn', 'arn_without_revision', 'enable_fault_injection', 'id', 'revision']);
  });
});

test('what is known after apply is a difference of an update', () => {
  const plan = planOf('aws_x.y', { before: { a: '1' }, after: {}, after_unknown: { a: true } });
  expect(lines(reportOf(plan).changes[0]!)).toEqual(['a: "1" → (known after apply)']);
});

test('a tag is told once, and a default tag too', () => {
  const [before, after] = ['a', 'b'].map((Name) => ({ tags: { Name }, tags_all: { Name, Owner: Name } }));
  expect(lines(reportOf(planOf('aws_x.y', { before, after })).changes[0]!)).toEqual([
    'tags.Name: "a" → "b"',
    'tags_all.Owner: "a" → "b"',
  ]);
});

test('what is sensitive stays masked inside a policy', () => {
  const [before, after] = [policy(READ), policy({ ...READ, Action: 'CANARY' })].map((each) => ({
    policy: JSON.stringify(each),
  }));
  const plan = planOf('aws_iam_role_policy.y', { before, after, after_sensitive: { policy: true } });
  expect(JSON.stringify(reportOf(plan))).not.toContain('CANARY');
});
