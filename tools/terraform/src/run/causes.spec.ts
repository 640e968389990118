import { causesOf, causesText } from './causes';
import type { Diagnostic } from './diagnostics';

const error = (address: string, summary: string, detail?: string): Diagnostic => ({
  severity: 'error',
  summary,
  address,
  ...(detail ? { detail } : {}),
});
const denied = (queue: string): Diagnostic =>
  error(
    `aws_sqs_queue.${queue}`,
    `creating SQS Queue (restartix-staging-${queue})`,
    `operation error SQS: CreateQueue, https response error StatusCode: 403, RequestID: ${queue}, api error AccessDenied: User: arn:aws:sts::1:assumed-role/a/b is not authorized to perform: sqs:createqueue on resource: arn:aws:sqs:eu-central-1:1:${queue}`,
  );
const full = error(
  'aws_vpc.network_vpc',
  'creating EC2 VPC',
  'operation error EC2: CreateVpc, https response error StatusCode: 400, RequestID: x, api error VpcLimitExceeded: The maximum number of VPCs has been reached.',
);

describe('the errors of an apply', () => {
  it('are told one by one, those of one cause once, with everything that failed for it', () => {
    const causes = causesOf([denied('orders'), full, denied('mails')], 'staging');
    expect(causes.map(({ addresses }) => addresses)).toEqual([
      ['aws_sqs_queue.orders', 'aws_sqs_queue.mails'],
      ['aws_vpc.network_vpc'],
    ]);
    expect(causesText(causes)).toMatch(
      /^creating SQS Queue .*not authorized to perform: sqs:createqueue.*\n {2}aws_sqs_queue\.orders\n {2}aws_sqs_queue\.mails\n {2}→ Give the role the action .*\n\ncreating EC2 VPC .*\n {2}aws_vpc\.network_vpc\n {2}→ npx nx run staging:preflight/,
    );
  });

  it('are apart when the same error is about another action', () => {
    const other = error(
      'aws_sns_topic.a',
      'creating SNS Topic',
      'api error AccessDenied: User is not authorized to perform: SNS:CreateTopic on resource: a',
    );
    expect(causesOf([denied('orders'), other], 'staging')).toHaveLength(2);
  });

  it('are together without an error of AWS when they differ in names alone', () => {
    const missing = (name: string): Diagnostic =>
      error(`aws_x.${name}`, `waiting for X (${name}) create: timeout while waiting for "${name}"`);
    const [cause, ...more] = causesOf([missing('a'), missing('b')], 'staging');
    expect(more).toEqual([]);
    expect(cause).toMatchObject({ addresses: ['aws_x.a', 'aws_x.b'], fix: undefined });
  });

  it('name ten resources and count the others', () => {
    const names = Array.from({ length: 12 }, (_, i) => `q${i}`);
    expect(causesText(causesOf(names.map(denied), 'staging'))).toMatch(/q9\n {2}and 2 more\n/);
  });

  it.each([
    ['UnauthorizedOperation', /Give the role/],
    ['ThrottlingException', /run it again/],
    ['RequestLimitExceeded', /run it again/],
    ['ServiceQuotaExceededException', /preflight/],
    ['TooManyBuckets', /preflight/],
    ['BucketAlreadyExists', /the next plan imports/],
    ['EntityAlreadyExists', /the next plan imports/],
    ['ResourceExistsException', /the next plan imports/],
    ['InvalidParameterValue', /apps\/staging\/src\/config\.ts/],
    ['ValidationException', /apps\/staging\/src\/config\.ts/],
    ['InternalFailure', /run it again/],
  ])('say what to do about %s', (code, fix) => {
    expect(causesOf([error('a.b', 'creating B', `api error ${code}: no.`)], 'staging')[0]?.fix).toMatch(fix);
  });

  it('say no more than AWS where nobody knows more', () => {
    expect(causesOf([error('a.b', 'creating B', 'api error Peculiar: no.')], 'staging')[0]?.fix).toBeUndefined();
  });
});
