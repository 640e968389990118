import { SKIPPED_OUTPUT } from '@restartix/plan-report';
import { causesOf, causesText } from './causes';
import { diagnosticsText } from './diagnostics';
import { checkSkipped } from '../without-cloudflare/check-skipped';
import { isForStacks, readSkippedValues } from './outputs';
import { explain } from './explain-failure';
import { discard, type Plan } from './plan';
import type { Progress } from './progress';
import { ProgressPrinter } from './progress-printer';
import { say } from '../cli/say';
import type { Session } from './session';
import { reorderRules } from './rule-priorities';
import { saveErroredState } from '../state/errored';
import { placeImports } from '../state/untracked';
import { TerraformFailure } from './failure';

/** Applies exactly the saved plan. @throws ToolError that says what was done and what failed. */
export async function applyPlan(session: Session, { file, report, reordered, first }: Plan): Promise<void> {
  const { create, update, replace, destroy } = report.counts;
  const printer = new ProgressPrinter({
    kind: 'apply',
    total: create + update + destroy + 2 * replace,
    product: session.terraform.product,
    first,
  });
  if (first && session.target === 'local')
    say(`Applying ${report.counts.create} resources: ${expected(report)}, most of it the provider’s own waiting.`);
  const { progress } = printer;
  try {
    await reorderRules(session.sdk, reordered);
    const result = await session
      .run(['apply', '-json', '-input=false', file], { onLine: printer.take })
      .finally(() => printer.stop());
    if (result.code !== 0) throw await failure(session, progress, result);
    if (!first) showOutputs(progress);
    say(`Applied ${many(progress.done)} to ${session.paths.name} in ${progress.elapsed}.`);
    if (session.standIns.length > 0 && report.needsApproval)
      await checkSkipped(session, await readSkippedValues(session));
  } finally {
    placeImports(session, []);
    discard(file);
  }
}

/** For what the provider waits, whoever answers: it asks again after 30 seconds and more. */
const WAITED_FOR = ['aws_db_instance', 'aws_lb', 'aws_rds_cluster_instance'];

function expected({ changes }: Plan['report']): string {
  return changes.some(({ type }) => WAITED_FOR.includes(type)) ? 'about two minutes' : 'about a minute';
}

interface Failed {
  readonly output: string;
  readonly log: string;
  readonly interrupted: boolean;
}

async function failure(
  session: Session,
  progress: Progress,
  { output, log, interrupted }: Failed,
): Promise<TerraformFailure> {
  const rescued = await saveErroredState(session);
  const lost =
    rescued &&
    `. The state could not be saved to its backend: it is in ${rescued}, and the next run on this machine pushes it. Without the file, the next run imports what has the tags of ${session.paths.name}`;
  const done = `${many(progress.done)} applied to ${session.paths.name} in ${progress.elapsed}`;
  const again = `Run ${session.nx('deploy')} to continue.`;
  if (interrupted) {
    return new TerraformFailure(
      `Interrupted: ${done}${lost ?? '. The state is saved and the lock released'}.`,
      `${again}\nFull log: ${log}`,
      'interrupted',
    );
  }
  const recorded = `${done}${lost ?? '; the state has recorded them'}.`;
  const { what, hint, kind } = explain(session, 'apply', diagnosticsText(progress.errors) || output, log);
  // What concerns the whole run (the state, the credentials, the emulator) goes before what single resources say.
  const isOfTheRun = !hint.startsWith('Full log');
  const causes = causesText(causesOf(progress.errors, session.paths.name));
  const parts = [isOfTheRun || causes === '' ? what : countOf(session, progress), causes, recorded];
  return new TerraformFailure(
    parts.filter((part) => part !== '').join('\n\n'),
    isOfTheRun ? hint : `Fix ${causes === '' ? 'the cause' : 'what failed'}. ${again}\n${hint}`,
    kind,
  );
}

function countOf({ terraform, paths }: Session, { errors }: Progress): string {
  return `${terraform.product} apply failed for ${paths.name}, with ${errors.length} error${errors.length === 1 ? '' : 's'}:`;
}

/** Terraform leaves out the values of sensitive outputs itself. */
function showOutputs({ outputs }: Progress): void {
  const shown = Object.entries(outputs)
    .filter(([name]) => name !== SKIPPED_OUTPUT && !isForStacks(name))
    .map(([name, { sensitive, value }]) =>
      sensitive ? `  ${name} = (sensitive)` : `  ${name} = ${JSON.stringify(value)}`,
    );
  if (shown.length > 0) say(['Outputs', ...shown].join('\n'));
}

function many(changes: number): string {
  return `${changes} change${changes === 1 ? '' : 's'}`;
}
