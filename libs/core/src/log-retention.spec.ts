import { checkConfig } from './config-error';
import { checkLogRetention } from './log-retention';

describe('checkLogRetention', () => {
  const check = (days: number | undefined) => (): void =>
    checkConfig('m', 'id', (problem) => checkLogRetention('logRetentionInDays', days, problem));

  it('takes the periods that CloudWatch Logs knows, and none given', () => {
    for (const days of [1, 30, 3653, undefined]) expect(check(days)).not.toThrow();
  });

  it('names the next longer period for one that it does not know', () => {
    expect(check(31)).toThrow(/logRetentionInDays 31 is not possible \(allowed: 1, 3, 5, .*3653 days .*\)\. Use 60\./);
    expect(check(9999)).toThrow('Use 3653.');
  });
});
