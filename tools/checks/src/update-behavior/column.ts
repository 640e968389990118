import { lifeOf, type Life } from './life';
import type { Recorded } from './recorded';
import { isUntried, type AnyUpdateBehavior } from './rows';
import { sidesOf, type Step, type Transition } from './transitions';

/** What the README says of changing each input of one class. */
export interface Column {
  /** By path: a few words. */
  readonly cells: Readonly<Record<string, string>>;
  /** What the words leave out, as Markdown. */
  readonly details: string;
}

/** @throws Error that names the command, where an input has no record */
export function columnOf(behavior: AnyUpdateBehavior, transitions: readonly Transition[], recorded: Recorded): Column {
  const cells: Record<string, string> = {};
  const details = new Map<string, string[]>();
  for (const [input, row] of Object.entries(behavior.inputs)) {
    if (isUntried(row)) {
      cells[input] = 'not rehearsed';
      details.set(row.untried, [...(details.get(row.untried) ?? []), `\`${input}\``]);
      continue;
    }
    const lives = livesOf(
      behavior,
      transitions.filter((each) => each.input === input),
      recorded,
    );
    cells[input] = cellOf(lives);
    for (const text of new Set(lives.flatMap((life) => life.details))) {
      const steps = lives.filter((life) => life.details.includes(text)).map(({ step }) => step);
      const whose = steps.length === lives.length ? `\`${input}\`` : `\`${input}\` (${steps.join(', ')})`;
      details.set(text, [...(details.get(text) ?? []), whose]);
    }
  }
  return {
    cells,
    details: [...details].map(([text, whose]) => `- ${whose.join(', ')}: ${text.replace(/[.!]?$/, '.')}`).join('\n'),
  };
}

type LifeOfStep = Life & { readonly step: Step };

function livesOf(
  behavior: AnyUpdateBehavior,
  transitions: readonly Transition[],
  recorded: Recorded,
): readonly LifeOfStep[] {
  return transitions.flatMap((transition) => {
    const outcome = recorded[transition.input]?.[transition.step];
    const [before, after] = sidesOf(behavior, transition);
    if (outcome === undefined || 'refused' in before) return [];
    return [{ step: transition.step, ...lifeOf(outcome, before.json, 'json' in after ? after.json : {}) }];
  });
}

/** `in place`, or `set: in place; changed, removed: refused at synth` */
function cellOf(lives: readonly LifeOfStep[]): string {
  const words = [...new Set(lives.map((life) => life.words))];
  if (words.length === 1) return words[0]!;
  return words
    .map((each) => {
      const steps = lives.filter((life) => life.words === each).map(({ step }) => step);
      return `${steps.join(', ')}: ${each}`;
    })
    .join('; ');
}
