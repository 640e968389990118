import { faultReports, setFaults, type Fault } from '@restartix/emulator';
import { putObject, s3Object } from '../aws';
import { sample } from './configurations';
import type { Place } from './place';
import { different, type Undisturbed } from './rounds';

/** What happens to a deploy beside the calls of its resources. Every one starts with an empty account. */
export interface Incident {
  readonly name: string;
  /** Returns when it is over: what comes next is the same command again. */
  readonly happen: (place: Place, usual: Undisturbed) => Promise<unknown>;
}

const KEY = 'staging/terraform.tfstate';
const STATE = `/restartix-tfstate/${KEY}`;
const forGood = { calls: 0, attempts: 0 };

export const INCIDENTS: readonly Incident[] = [
  {
    name: 'The state cannot be written (its storage is full, or fails)',
    happen: (place) => disturbed(place, { do: '500', service: 's3', operation: 'PutObject', path: STATE, ...forGood }),
  },
  {
    name: 'The state’s lock cannot be released',
    happen: (place) =>
      disturbed(place, { do: '500', service: 's3', operation: 'DeleteObject', path: `${STATE}.tflock`, ...forGood }),
  },
  {
    name: 'The credentials expire in the middle',
    happen: (place, { calls }) => {
      const writes = calls.flatMap(({ operation }, at) => (/^(Create|Allocate)/.test(operation) ? [at + 1] : []));
      return disturbed(place, { do: 'expired', nth: writes[2] });
    },
  },
  {
    name: 'The state is rolled back to an older version',
    happen: async (place) => {
      place.configure('staging', sample({ logs: [] }));
      await deployed(place);
      const older = await s3Object(place.emulator.url, 'restartix-tfstate', KEY);
      place.configure('staging', sample());
      await deployed(place);
      await putObject(place.emulator.url, 'restartix-tfstate', KEY, older);
    },
  },
  {
    name: 'AWS is gone in the middle, and everything with it',
    happen: async (place) => {
      await setFaults(place.emulator, [{ do: 'slow', operation: 'AllocateAddress', seconds: 60 }]);
      const deploy = place.run('deploy');
      while ((await faultReports(place.emulator))[0]?.hit.length === 0)
        await new Promise((resolve) => setTimeout(resolve, 100));
      await place.crash();
      await deploy;
    },
  },
];

export interface Recovery {
  /** How often the command was run again until it came to its end. */
  readonly runs: number;
  /** What somebody had to do, or what is not as after an undisturbed deploy. */
  readonly person: readonly string[];
}

/** Lets an incident happen, and runs the command again: at most twice. */
export async function recovery(place: Place, usual: Undisturbed, { happen }: Incident): Promise<Recovery> {
  await setFaults(place.emulator, []);
  await place.reset(usual);
  await happen(place, usual);
  await setFaults(place.emulator, []);
  const person: string[] = [];
  let runs = 0;
  for (let code = -1; code !== 0 && runs < 2;) {
    const result = await place.run('deploy', '--lock-timeout=0');
    ({ code } = result);
    runs += 1;
    if (code !== 0) person.push(result.output);
    // What the error says is all that anybody does.
    const [, flag] = /unlock:local (--id=[0-9a-f-]{36})/.exec(result.output) ?? [];
    if (flag) await place.run('unlock', flag);
  }
  return { runs, person: [...person, ...(await different(place, usual))] };
}

async function deployed(place: Place): Promise<void> {
  const { code, output } = await place.run('deploy');
  if (code !== 0) throw new Error(output);
}

async function disturbed(place: Place, fault: Fault): Promise<void> {
  await setFaults(place.emulator, [fault]);
  const { code, output } = await place.run('deploy');
  if (code === 0) throw new Error(`nothing went wrong: ${output}`);
}
