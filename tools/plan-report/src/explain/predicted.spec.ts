import { planOf, reportOf } from '../testing/plans';
import type { PlanJson, ResourceChange } from '../plan-json';
import type { ReportedChange } from '../model';

/** `aws_x.y` is changed in place to what the configuration says, of which the plan knows nothing. */
function changeOf(
  attribute: string,
  { was, written, others = [] }: { was: unknown; written: unknown; others?: readonly ResourceChange[] },
): ReportedChange {
  const changes = planOf('aws_x.y', {
    before: { [attribute]: was },
    after: {},
    after_unknown: { [attribute]: true },
  }).resource_changes!;
  const configuration = { resource: { aws_x: { y: { [attribute]: written } } } };
  return reportOf({ resource_changes: [...changes, ...others] }, { configuration }).changes.find(
    ({ address }) => address === 'aws_x.y',
  )!;
}

const said = (change: ReportedChange): string[] =>
  change.differences.map(({ label, before, after }) => `${label}: ${JSON.stringify([before, after])}`);

const made = (address: string, after: object): ResourceChange[] => [
  ...planOf(address, { actions: ['create'], before: null, after, after_unknown: { arn: true, id: true } })
    .resource_changes!,
];
const there = planOf('aws_sns_topic.there', {
  actions: ['no-op'],
  before: { arn: 'arn:aws:sns:eu-central-1:123456789012:there' },
  after: { arn: 'arn:aws:sns:eu-central-1:123456789012:there' },
}).resource_changes!;

it('compares a JSON text that names one new role, with its ARN built from its name', () => {
  const change = changeOf('policy', {
    was: '{"a":"x","b":["y"]}',
    written: '{"a":"x","b":["y","${aws_iam_role.new.arn}"]}',
    others: [...there, ...made('aws_iam_role.new', { name: 'new', path: '/' })],
  });
  expect(said(change)).toEqual([
    'policy.b[1]: [{"kind":"absent"},{"kind":"value","value":"arn:aws:iam::123456789012:role/new"}]'.replace('[1]', ''),
  ]);
});

it('names what it refers to where AWS chooses the value', () => {
  const change = changeOf('subnets', {
    was: ['subnet-1'],
    written: ['subnet-1', '${aws_subnet.new.id}'],
    others: made('aws_subnet.new', { cidr_block: '10.0.0.0/24' }),
  });
  expect(said(change)).toEqual(['subnets: [{"kind":"absent"},{"kind":"value","value":"(aws_subnet.new.id)"}]']);
});

it('follows an attribute that passes on what another resource is', () => {
  const configuration = {
    resource: {
      aws_x: { y: { subnets: ['${aws_route_table_association.a.subnet_id}'] } },
      aws_route_table_association: { a: { subnet_id: '${aws_subnet.new.id}' } },
    },
  };
  const plan: PlanJson = planOf('aws_x.y', { before: { subnets: [] }, after: {}, after_unknown: { subnets: true } });
  expect(said(reportOf(plan, { configuration }).changes[0]!)).toEqual([
    'subnets: [{"kind":"absent"},{"kind":"value","value":"(aws_subnet.new.id)"}]',
  ]);
});

it('says of a value that turns out the same that nothing changes', () => {
  const change = changeOf('topic', {
    was: 'arn:aws:sns:eu-central-1:123456789012:again',
    written: '${aws_sns_topic.again.arn}',
    others: [...there, ...made('aws_sns_topic.again', { name: 'again' })],
  });
  expect(said(change)).toEqual(['topic: [{"kind":"spelling"},{"kind":"spelling"}]']);
});

it('knows nothing of what may be anything, and shows nothing that is sensitive', () => {
  expect(said(changeOf('a', { was: 'x', written: '${terraform_data.z.output}' }))).toEqual([
    'a: [{"kind":"value","value":"x"},{"kind":"unknown"}]',
  ]);
  const secret = planOf('aws_x.y', {
    before: { policy: '{"a":"CANARY"}' },
    after: {},
    after_unknown: { policy: true },
    before_sensitive: { policy: true },
    after_sensitive: { policy: true },
  });
  const configuration = { resource: { aws_x: { y: { policy: '{"a":"CANARY"}' } } } };
  expect(JSON.stringify(reportOf(secret, { configuration }).changes)).not.toContain('CANARY');
});
