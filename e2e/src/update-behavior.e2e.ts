import { readRecorded, recordAnew, recordName, UPDATE_BEHAVIOR } from '@restartix/checks/update-behavior';

/** The quickest to apply; the nightly run has all. */
const SMALL = 'deploy-iam.BreakGlass';

it('is for a small module what its record says', async () => {
  const behavior = UPDATE_BEHAVIOR.find((each) => recordName(each) === SMALL)!;
  expect(await recordAnew(behavior, () => undefined)).toEqual(readRecorded(SMALL));
});
