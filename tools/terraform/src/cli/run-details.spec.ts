import { CONFIGURATION } from '../testing/fake-workspace';
import { parseConfiguration } from '../environment/configuration';
import { runDetails } from './run-details';

const NOTHING = { target: 'cloud', allowed: { 'data-loss': [], outage: [] }, production: false } as const;
const configuration = (more: object = {}): { configuration: ReturnType<typeof parseConfiguration> } => ({
  configuration: parseConfiguration('staging', { ...CONFIGURATION, ...more }),
});

describe('what a run was given', () => {
  it('is nothing for a plan without flags', () => {
    expect(runDetails(NOTHING, configuration(), {})).toBeUndefined();
  });

  it('is its flags, who asked and the account', () => {
    const provider = { aws: [{ region: 'eu-central-1', allowed_account_ids: ['123456789012'] }] };
    const options = {
      ...NOTHING,
      production: true,
      allowed: { 'data-loss': ['aws_s3_bucket.a'], outage: ['aws_lb.a'] },
    };
    const environment = { GITHUB_ACTOR: 'author', GITHUB_TRIGGERING_ACTOR: 'operator' };
    expect(runDetails(options, configuration({ provider }), environment)).toEqual({
      flags: ['--production', '--allow-data-loss=aws_s3_bucket.a', '--allow-outage=aws_lb.a'],
      askedBy: 'operator',
      account: '123456789012',
    });
    expect(runDetails({ ...NOTHING, target: 'local' }, configuration({ provider }), environment)).toBeUndefined();
  });

  it('is what the code allows to lose, too', () => {
    const allow = [{ address: 'aws_s3_bucket.a', reason: 'moved', until: '2026-12-01' }];
    expect(runDetails(NOTHING, configuration({ '//': { allow } }), {})?.flags).toEqual([
      'in code until 2026-12-01: loss or outage of aws_s3_bucket.a, moved',
    ]);
  });
});
