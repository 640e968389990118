import { faultReports, setFaults, type Fault } from '@restartix/emulator';
import type { Call, Outcome, Place } from './place';

/** What goes wrong with every call. */
export type Kind = Pick<Fault, 'do' | 'attempts'>;

/** A deploy in which nothing goes wrong. */
export interface Undisturbed {
  readonly stateBucket: boolean;
  readonly calls: readonly Call[];
  readonly account: readonly string[];
}

export interface Report {
  /** Calls that went wrong. */
  readonly tried: number;
  /** Deploys until one came to its end, that one among them. */
  readonly deploys: number;
  /** What a deploy failed for beside the faults: what had been hit in an earlier one. */
  readonly again: readonly string[];
  /** What is not as after an undisturbed deploy, in the end; empty where nobody has to do anything. */
  readonly person: readonly string[];
}

const MOST_DEPLOYS = 30;
const READS = /^(Describe|Get|List|Head|BatchGet)/;
// What the provider says of a call that was hit.
const FAULT = /internal error has occurred|Rate exceeded|temporarily unavailable|: EOF|connection reset/i;

export async function undisturbed(place: Place, { stateBucket = true } = {}): Promise<Undisturbed> {
  await setFaults(place.emulator, []);
  await place.reset({ stateBucket });
  const calls = await place.calls(async () => {
    const { code, output } = await place.run('deploy');
    if (code !== 0) throw new Error(output);
  });
  return { stateBucket, calls, account: await place.account() };
}

/**
 * Lets every call of a deploy go wrong, each once: what is hit in one deploy gets through in the next, which comes to the calls
 * that depend on it.
 */
export async function inRounds(place: Place, usual: Undisturbed, kind: Kind, of: 'writes' | 'reads'): Promise<Report> {
  const hit = async (): Promise<number> =>
    (await faultReports(place.emulator)).reduce((sum, each) => sum + each.hit.length, 0);
  await place.reset(usual);
  await setFaults(place.emulator, faultsOf(usual, kind, of));
  const again: string[] = [];
  let tried = 0;
  let stuck = 0;
  let deploys = 0;
  let last: Outcome;
  do {
    last = await place.run('deploy');
    deploys += 1;
    again.push(...last.failures.filter(({ why }) => !FAULT.test(why)).map(({ address, why }) => `${address}: ${why}`));
    const now = await hit();
    stuck = now === tried ? stuck + 1 : 0;
    tried = now;
  } while (last.code !== 0 && stuck < 2 && deploys < MOST_DEPLOYS);
  await setFaults(place.emulator, []);
  return {
    tried,
    deploys,
    again,
    person: [...(last.code === 0 ? [] : [last.output]), ...(await different(place, usual))],
  };
}

/** What is not as after an undisturbed deploy: things made twice, things missing, things to change. */
export async function different(place: Place, { account }: Pick<Undisturbed, 'account'>): Promise<string[]> {
  const now = await place.account();
  const plan = await place.run('plan');
  return [
    ...without(now, account).map((each) => `too much: ${each}`),
    ...without(account, now).map((each) => `missing: ${each}`),
    ...(isEmpty(plan) ? [] : [plan.output]),
  ];
}

export function isEmpty({ output }: Pick<Outcome, 'output'>): boolean {
  return output.trimEnd().endsWith(': no changes');
}

/** Every call of these operations; what keeps the state is left alone. */
function faultsOf({ calls }: Undisturbed, kind: Kind, of: 'writes' | 'reads'): Fault[] {
  const wanted = calls.filter(
    ({ service, operation, path }) =>
      READS.test(operation) === (of === 'reads') && !(service === 's3' && path.startsWith('/restartix-tfstate/')),
  );
  const faults = wanted.map(({ service, operation, path }) => ({
    ...{ ...kind, service, operation, once: true },
    ...(service === 's3' ? { path } : {}),
  }));
  return [...new Map(faults.map((each) => [JSON.stringify(each), each])).values()];
}

/** Elements of a list with repetitions that another one does not have. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const left = [...other];
  return list.filter((each) => {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
