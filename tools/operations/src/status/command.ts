import { SHARED_OPTIONS } from '@restartix/kit';
import { defineCommand } from '../command';
import { linesOf, type Finding } from '../finding';
import { take, type Taken } from './steps';

const WIDTH = 9;

/** Exits with 0 when nothing is missing, with 1 when something is, with 2 when something could not be asked. */
export const status = defineCommand({
  name: 'status',
  summary: 'Says what is missing on the way to a serving platform, with the next command.',
  line: (command) => command.option(...SHARED_OPTIONS.json),
  run: async (context, { json, verbose = false }) => {
    const taken = await take(context);
    const findings = taken.flatMap((each) => each.findings ?? []);
    const first = findings.find(({ level }) => level === 'missing');
    const isUnasked = findings.some(({ level }) => level === 'unasked');
    if (json)
      context.print(
        JSON.stringify(
          taken.map(({ step, findings: found }) => ({ step: step.name, findings: found })),
          null,
          2,
        ),
      );
    else {
      for (const line of taken.flatMap((each) => lines(each, verbose))) context.print(line);
      context.print('');
      context.print(conclusion(context.env, context.nx('verify'), findings, first));
    }
    if (first) return 1;
    return isUnasked ? 2 : 0;
  },
});

/** The step's own line, and one for each thing that is not ok. */
function lines({ step, findings }: Taken, verbose: boolean): string[] {
  if (findings === undefined) return [`${'later'.padEnd(WIDTH)}${step.name}`];
  const shown = findings.filter(({ level }) => verbose || level !== 'ok');
  return [
    `${levelOf(findings).padEnd(WIDTH)}${step.name}`,
    ...shown.flatMap(linesOf).map((line) => `           ${line}`),
  ];
}

function levelOf(findings: readonly Finding[]): Finding['level'] {
  const levels = findings.map(({ level }) => level);
  if (levels.includes('missing')) return 'missing';
  return levels.includes('unasked') ? 'unasked' : 'ok';
}

function conclusion(env: string, verify: string, findings: readonly Finding[], first: Finding | undefined): string {
  const of = (level: Finding['level']): number => findings.filter((each) => each.level === level).length;
  if (first) return `${env}: ${of('missing')} missing, ${of('unasked')} not asked. Next: ${first.fix}`;
  if (of('unasked') > 0) return `${env}: nothing known to be missing, ${of('unasked')} not asked`;
  return `${env}: nothing is missing. Next: ${verify}`;
}
