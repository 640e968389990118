import type * as ts from 'typescript';
import { LIBRARIES } from '../readmes/libraries';
import { moduleClasses } from '../readmes/modules';
import { programOf } from '../readmes/program';
import { differenceOf, digestOf } from './difference';
import { pathOf, requiredIn, tablesOf } from './inputs';
import { UPDATE_BEHAVIOR, WITHOUT_ROWS } from './modules';
import { readRecorded, recordName, type Outcome } from './recorded';
import { transitionsOf } from './transitions';
import { withoutPlan } from './without-plan';

// The first test makes the compiler read the provider's declarations.
jest.setTimeout(120_000);

let shared: ts.Program | undefined;
const program = (): ts.Program => (shared ??= programOf(LIBRARIES));

describe.each(UPDATE_BEHAVIOR.map((behavior) => ({ name: recordName(behavior), behavior })))(
  '$name',
  ({ name, behavior }) => {
    it('says of every input what is tried, and of nothing else', () => {
      const tables = tablesOf(program(), behavior);
      const inputs = tables.flatMap((table) => table.inputs.map((input) => pathOf(table, input, behavior)));
      expect(Object.keys(behavior.inputs).sort()).toEqual([...new Set(inputs)].sort());
    });

    it(`has a record of the difference that each step makes now (npx nx run checks:record-update-behavior -- ${behavior.module})`, () => {
      const required = requiredIn(tablesOf(program(), behavior), behavior);
      const now = transitionsOf(behavior, required).flatMap((transition) => {
        const outcome = withoutPlan(behavior, transition);
        return outcome ? [[`${transition.input} ${transition.step}`, fingerprint(outcome)]] : [];
      });
      const recorded = Object.entries(readRecorded(name)).flatMap(([input, steps]) =>
        Object.entries(steps).map(([step, outcome]) => [`${input} ${step}`, fingerprint(outcome)]),
      );
      expect(Object.fromEntries(now)).toEqual(Object.fromEntries(recorded));
    });
  },
);

/** What synthesis alone tells of a step. */
function fingerprint(outcome: NonNullable<ReturnType<typeof withoutPlan>> | Outcome): string {
  if ('transition' in outcome) return digestOf(outcome.difference);
  return 'refused' in outcome ? outcome.refused : outcome.difference;
}

it('has rows for every class that takes inputs, but for those that are named', () => {
  const classes = LIBRARIES.flatMap((library) =>
    moduleClasses(program(), library)
      .filter(({ config }) => config)
      .map(({ name }) => `${library.name} ${name}`),
  );
  const rows = UPDATE_BEHAVIOR.map(({ module, construct }) => `${module} ${construct.name}`);
  expect([...rows, ...WITHOUT_ROWS].sort()).toEqual(classes.sort());
});

describe('a digest', () => {
  it('is another one when a value of the difference is', () => {
    const config = (days: number): object => ({
      resource: { aws_kms_key: { key: { rotation_period_in_days: days } } },
    });
    const digest = (days: number): string => digestOf(differenceOf(config(90), config(days)));
    expect(digest(180)).not.toBe(digest(365));
  });
});
