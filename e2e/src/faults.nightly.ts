import { INCIDENTS, recovery } from './faults/incidents';
import { Place } from './faults/place';
import { record, recorded, type Row } from './faults/record';
import { undisturbed } from './faults/rounds';
import {
  BOOTSTRAP,
  FOUNDATION,
  KINDS,
  nowAndThen,
  openSweep,
  rowOf,
  SAMPLE,
  STAGING,
  type Sweep,
} from './faults/sweeps';

jest.setTimeout(3 * 60 * 60_000);

/** `RECORD_FAULTS=1` takes what happens as what is to be. */
function compare(name: string, row: Row, evidence: readonly string[]): void {
  if (process.env['RECORD_FAULTS']) {
    record(name, row);
    if (evidence.length > 0) process.stderr.write(`${name}\n${evidence.join('\n')}\n`);
    return;
  }
  // How many calls there are, and in how many rounds, changes with the modules; who is needed does not.
  const { person = 0 } = recorded()[name] ?? {};
  if (row.person > person)
    throw new Error(`${name}: needs a person ${row.person} times, not ${person}\n${evidence.join('\n')}`);
}

describe.each([
  ['a few resources', SAMPLE],
  ['staging’s key, network and cluster', FOUNDATION],
  ['bootstrap', BOOTSTRAP],
])('every call of %s', (subject, configuration) => {
  let sweep: Sweep;
  beforeAll(async () => {
    sweep = await openSweep(configuration);
  });
  afterAll(() => sweep.close());

  it.each(Object.keys(KINDS))('goes wrong (%s), and ends as it was recorded', async (kind) => {
    const report = await sweep.of(kind);
    compare(`${subject}: ${kind}`, rowOf(report), [...report.again, ...report.person]);
  });
});

it('a whole staging is deployed at once while calls are throttled and fail now and then', async () => {
  const report = await nowAndThen(STAGING);
  compare(
    'a whole staging: one call in eleven throttled or refused (500, 503), the first attempt',
    rowOf(report),
    report.person,
  );
  expect(report.tried).toBeGreaterThan(50);
});

it.each(INCIDENTS.map((incident) => [incident.name, incident] as const))('%s', async (name, incident) => {
  const place = await Place.open(SAMPLE.env, SAMPLE.configurations());
  try {
    const usual = await undisturbed(place);
    const { runs, person } = await recovery(place, usual, incident);
    const converged = person.length === 0 ? 1 : 0;
    compare(name, { tried: 1, runs: runs + 1, atOnce: 0, again: converged, person: 1 - converged }, person);
  } finally {
    await place.close();
  }
});
