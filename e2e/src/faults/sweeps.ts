import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultReports, setFaults, type Fault } from '@restartix/emulator';
import { REPOSITORY } from '../workspace';
import { foundation, sample } from './configurations';
import { Place, type Json } from './place';
import { inRounds, isEmpty, undisturbed, type Kind, type Report } from './rounds';
import type { Row } from './record';

/** A configuration, and how its environments were synthesized. */
interface Subject {
  readonly env: string;
  readonly configurations: () => Readonly<Record<string, Json>>;
  /** False where the environment makes it. */
  readonly stateBucket?: boolean;
}

export const SAMPLE: Subject = { env: 'staging', configurations: () => ({ staging: sample() }) };
export const FOUNDATION: Subject = { env: 'staging', configurations: () => ({ staging: foundation() }) };
export const BOOTSTRAP: Subject = {
  env: 'bootstrap',
  configurations: () => ({ bootstrap: synthesized('bootstrap') }),
  stateBucket: false,
};

/** With what makes its state's bucket and its roles. */
export const STAGING: Subject = {
  env: 'staging',
  configurations: () => ({ bootstrap: synthesized('bootstrap'), staging: synthesized('staging') }),
  stateBucket: false,
};

export const KINDS: Readonly<Record<string, { readonly kind: Kind; readonly of: 'writes' | 'reads' }>> = {
  'answer lost, and the network with it': { kind: { do: 'lost', attempts: 0 }, of: 'writes' },
  'answer lost, tried again by the SDK': { kind: { do: 'lost', attempts: 1 }, of: 'writes' },
  'refused (500), every attempt': { kind: { do: '500', attempts: 0 }, of: 'writes' },
  'throttled, the first attempt': { kind: { do: 'throttle', attempts: 1 }, of: 'writes' },
};

/** Deploys of a configuration with every call going wrong. */
export interface Sweep {
  of(kind: string): Promise<Report>;
  close(): Promise<void>;
}

export async function openSweep({ env, configurations, stateBucket = true }: Subject): Promise<Sweep> {
  const place = await Place.open(env, configurations());
  const close = (): Promise<void> => place.close();
  try {
    const usual = await undisturbed(place, { stateBucket });
    const inThisWay = (name: string): Promise<Report> => {
      const { kind, of } = KINDS[name]!;
      return inRounds(place, usual, kind, of);
    };
    return { of: inThisWay, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Deploys a configuration while calls fail now and then, and says how many did. */
export async function nowAndThen({ env, configurations, stateBucket = true }: Subject): Promise<Report> {
  const place = await Place.open(env, configurations());
  try {
    await place.reset({ stateBucket });
    await setFaults(place.emulator, NOW_AND_THEN);
    const { code, output } = await place.run('deploy');
    const tried = (await faultReports(place.emulator)).reduce((sum, { hit }) => sum + hit.length, 0);
    await setFaults(place.emulator, []);
    const plan = await place.run('plan');
    const person = [...(code === 0 ? [] : [output]), ...(isEmpty(plan) ? [] : [plan.output])];
    return { tried, deploys: 1, again: [], person };
  } finally {
    await place.close();
  }
}

const NOW_AND_THEN: readonly Fault[] = [
  { do: 'throttle', share: 0.05, seed: 1 },
  { do: '500', share: 0.02, seed: 2 },
  { do: '503', share: 0.02, seed: 3 },
];

export function rowOf({ tried, deploys, person }: Report): Row {
  const converged = Math.max(0, tried - person.length);
  const counts = deploys === 1 ? { atOnce: converged, again: 0 } : { atOnce: 0, again: converged };
  return { tried, runs: deploys, ...counts, person: person.length };
}

function synthesized(env: string): Json {
  return JSON.parse(readFileSync(join(REPOSITORY, `apps/${env}/cdktf.out/stacks/${env}/cdk.tf.json`), 'utf8')) as Json;
}
