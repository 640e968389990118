import { readRecorded, recordAnew, recordName, UPDATE_BEHAVIOR } from '@restartix/checks/update-behavior';

/** Databases and caches take the provider's waiting time. */
jest.setTimeout(60 * 60_000);

describe('what changing an input does', () => {
  it.each(UPDATE_BEHAVIOR.map((behavior) => ({ name: recordName(behavior), behavior })))(
    'is for $name what its record says (npx nx run checks:record-update-behavior)',
    async ({ name, behavior }) => {
      expect(await recordAnew(behavior, () => undefined)).toEqual(readRecorded(name));
    },
  );
});
