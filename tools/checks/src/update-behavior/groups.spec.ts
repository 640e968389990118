import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { ConfigError, type EnvStack } from '@restartix/core';
import { Construct } from 'constructs';
import { groupsOf } from './groups';
import { updateBehavior } from './rows';
import { transitionsOf } from './transitions';
import { withoutPlan } from './without-plan';

interface Config {
  readonly description?: string;
  readonly days?: number;
  /** Hides the description. */
  readonly quiet?: boolean;
  /** Refused with days. */
  readonly forever?: boolean;
}

class Sample extends Construct {
  constructor(scope: Construct, id: string, { description, days, quiet, forever }: Config) {
    super(scope, id);
    if (days !== undefined && forever) {
      throw new ConfigError('sample', id, [{ property: 'days', value: days, allowed: 'none', fix: 'Drop it.' }]);
    }
    new KmsKey(this, 'key', {
      description: quiet ? 'quiet' : description,
      rotationPeriodInDays: days,
      isEnabled: forever,
    });
  }
}

const behavior = updateBehavior({
  module: 'sample',
  construct: Sample,
  given: (stack: EnvStack) => stack.env,
  base: {},
  inputs: {
    description: { values: ['a', 'b'] },
    days: { values: [90, 180] },
    quiet: { values: [true, false] },
    forever: { values: [true, false] },
  },
});

it('applies inputs together, but for those that hide or refuse each other', () => {
  const changing = transitionsOf(behavior, new Set(['description', 'days', 'quiet', 'forever'])).flatMap(
    (transition) => withoutPlan(behavior, transition) ?? [],
  );
  const groups = groupsOf(
    behavior,
    changing.flatMap((each) => ('transition' in each ? [each] : [])),
  ).map(({ members }) => members.map(({ transition: { input } }) => input));
  const groupOf = (input: string): string[] => groups.find((members) => members.includes(input))!;
  expect(groups.flat().sort()).toEqual(['days', 'description', 'forever', 'quiet']);
  expect(groups).toHaveLength(2);
  expect(groupOf('description')).not.toContain('quiet');
  expect(groupOf('days')).not.toContain('forever');
});
