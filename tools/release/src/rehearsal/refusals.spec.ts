import { planReport, type PlanReport } from '@restartix/plan-report';
import { refusals, releaseNotes, type Announced, type Rehearsal } from './refusals';

const NAME = '@restartix/store';

interface Planned {
  readonly address: string;
  readonly actions: readonly string[];
  readonly before?: object;
  readonly after?: object;
  readonly previous_address?: string;
  readonly replace_paths?: readonly string[][];
}

function report(...planned: Planned[]): PlanReport {
  return planReport({ env: 'upgrade', target: 'local', isConfigured: () => true }, {
    resource_changes: planned.map(({ address, previous_address, before = {}, after = {}, ...change }) => ({
      address,
      previous_address,
      mode: 'managed',
      type: address.split('.')[0]!,
      name: address.split('.')[1]!,
      change: { ...change, actions: [...change.actions], before, after },
    })),
  } as Parameters<typeof planReport>[1]);
}

const LOSS: Rehearsal = {
  example: 'minimal',
  report: report(
    { address: 'aws_s3_bucket.old', actions: ['delete'] },
    { address: 'aws_s3_bucket.new', actions: ['create'] },
  ),
};

test.each<Announced>([
  { bump: 'none', guide: false },
  { bump: 'patch', guide: true },
  { bump: 'minor', guide: true },
])('refuses a release that loses data and is announced as %j', (announced) => {
  const [refused = ''] = refusals(NAME, announced, [LOSS]);
  expect(refused).toContain('An upgrade of @restartix/store would lose data (example minimal):');
  expect(refused).toContain('destroy aws_s3_bucket.old: the bucket');
  expect(refused).toContain('moveFromId');
});

test('refuses a major release that loses data and tells nobody what to do', () => {
  expect(refusals(NAME, { bump: 'major', guide: false }, [LOSS])[0]).toContain('add a section "## Upgrade"');
});

test('lets a major release with a guide pass', () => {
  expect(refusals(NAME, { bump: 'major', guide: true }, [LOSS])).toEqual([]);
});

test('lets pass what loses nothing, and what changes nothing', () => {
  const harmless = report({ address: 'aws_vpc.main', actions: ['delete', 'create'] });
  const rehearsals = [{ example: 'a', report: harmless }, { example: 'b' }];
  expect(refusals(NAME, { bump: 'patch', guide: false }, rehearsals)).toEqual([]);
});

test('refuses what could not be rehearsed', () => {
  expect(refusals(NAME, { bump: 'major', guide: true }, [{ example: 'a', failure: 'no such thing' }])).toEqual([
    '@restartix/store (a) could not be rehearsed: no such thing',
  ]);
});

test('the release notes say what Terraform will do, each thing once', () => {
  const update = { actions: ['update'], before: { days: 1, same: 2 }, after: { days: 7, same: 2 } };
  const notes = releaseNotes(NAME, '1.2.0', [
    { example: 'minimal', report: report({ ...update, address: 'aws_kms_key.key' }) },
    { example: 'complete', report: report({ ...update, address: 'aws_kms_key.key' }) },
    {
      example: 'more',
      report: report({
        address: 'aws_s3_bucket.b',
        actions: ['delete', 'create'],
        before: { bucket: 'a' },
        after: { bucket: 'b' },
        replace_paths: [['bucket']],
      }),
    },
  ]);
  expect(notes).toBe(
    [
      '### Upgrading @restartix/store from 1.2.0',
      '',
      'Terraform will',
      '',
      '- change `aws_kms_key` in place: days (e.g. `aws_kms_key.key`)',
      '- **replace** `aws_s3_bucket`, forced by bucket (e.g. `aws_s3_bucket.b`)',
    ].join('\n'),
  );
});

test('an upgrade that does nothing is no news', () => {
  expect(releaseNotes(NAME, '1.2.0', [{ example: 'minimal' }, { example: 'b', report: report() }])).toBeUndefined();
});
