import { LOOKED_UP, MADE_TWICE, RECOGNISED_BY_NAME } from '@restartix/terraform';
import { ENV_NAMES } from '../environments';
import { readRecord } from '../permissions/record';
import { SECOND_CREATES } from './table';

/** What creates something; what only sets something is the same when it is called twice. */
const CREATES =
  /:(Add|Allocate|Associate|Attach|Authorize|Create|Register|Request|Subscribe)|ssm:PutParameter|:PutSecretValue/;

const records = ENV_NAMES.map(readRecord);

describe('every call that creates something', () => {
  it('has a row that says what a second one does, and every row has a call', () => {
    const called = new Set(
      records.flatMap(({ calls }) => calls.apply.map(({ action }) => action).filter((action) => CREATES.test(action))),
    );
    expect(SECOND_CREATES.map(({ call }) => call)).toEqual([...called].sort());
  });

  it('is of a resource type that the environments have', () => {
    const types = new Set(records.flatMap((record) => record.types));
    expect(SECOND_CREATES.flatMap((row) => row.types).filter((type) => !types.has(type))).toEqual([]);
  });

  const recognised = new Set([...RECOGNISED_BY_NAME, ...LOOKED_UP.flatMap(([types]) => types)]);

  it.each(SECOND_CREATES.filter(({ again, harmless }) => again !== 'same' && harmless === undefined))(
    '$call: what an earlier run made is recognised by deploy, since a second one is $again',
    ({ types }) => {
      expect(types.filter((type) => !recognised.has(type))).toEqual([]);
    },
  );

  it('that the SDK repeats and AWS then executes twice is told after the apply', () => {
    const twice = SECOND_CREATES.filter(({ repeated, harmless }) => repeated === 'twice' && harmless === undefined);
    expect([...new Set(twice.flatMap(({ types }) => types))].sort()).toEqual([...MADE_TWICE].sort());
  });
});
