import { SKIPPED_OUTPUT } from '@restartix/plan-report';
import { diagnosticsText, firstError } from './diagnostics';
import { checkSkipped } from '../without-cloudflare/check-skipped';
import { readSkippedValues } from './outputs';
import { explain } from './explain-failure';
import { discard, type Plan } from './plan';
import type { Progress } from './progress';
import { ProgressPrinter } from './progress-printer';
import { say } from '../cli/say';
import type { Session } from './session';
import { saveErroredState } from '../state/errored';
import { placeImports } from '../state/untracked';
import { TerraformFailure } from './failure';

/** Applies exactly the saved plan. @throws ToolError that says what was done and what failed. */
export async function applyPlan(session: Session, { file, report }: Plan): Promise<void> {
  const { create, update, replace, destroy } = report.counts;
  const printer = new ProgressPrinter({
    kind: 'apply',
    total: create + update + destroy + 2 * replace,
    product: session.terraform.product,
  });
  const { progress } = printer;
  try {
    const result = await session
      .run(['apply', '-json', '-input=false', file], { onLine: printer.take })
      .finally(() => printer.stop());
    if (result.code !== 0) throw failure(session, progress, result);
    showOutputs(progress);
    say(`Applied ${many(progress.done)} to ${session.paths.env} in ${progress.elapsed}.`);
    if (session.standIns.length > 0 && report.needsApproval)
      await checkSkipped(session, await readSkippedValues(session));
  } finally {
    placeImports(session, []);
    discard(file);
  }
}

const FAILURES_SHOWN = 5;

interface Failed {
  readonly output: string;
  readonly log: string;
  readonly interrupted: boolean;
}

function failure(session: Session, progress: Progress, { output, log, interrupted }: Failed): TerraformFailure {
  const rescued = saveErroredState(session);
  const lost =
    rescued && `. The state could not be saved to its backend: it is in ${rescued}, and the next run pushes it`;
  const done = `${many(progress.done)} applied to ${session.paths.env} in ${progress.elapsed}`;
  const again = `Run ${session.nx('deploy')} to continue.`;
  if (interrupted) {
    return new TerraformFailure(
      `Interrupted: ${done}${lost ?? '. The state is saved and the lock released'}.`,
      `${again}\nFull log: ${log}`,
      'interrupted',
    );
  }
  const errors = diagnosticsText(progress.errors) || output;
  const { what, hint, kind } = explain(session, 'apply', errors, log);
  const detail = what.includes(firstError(errors)) ? '' : ` ${firstError(errors)}`;
  return new TerraformFailure(
    `${what}${otherFailures(progress)}${detail}\n${done}${lost ?? '; the state has recorded them'}.`,
    hint.startsWith('Full log') ? `Fix the cause. ${again}\n${hint}` : hint,
    kind,
  );
}

/** The first failure is told in full, the others by name. */
function otherFailures({ errors }: Progress): string {
  const failed = [...new Set(errors.flatMap(({ address }) => address ?? []))].slice(1);
  if (failed.length === 0) return '';
  const more = failed.length > FAILURES_SHOWN ? ` and ${failed.length - FAILURES_SHOWN} more` : '';
  return ` Also failed: ${failed.slice(0, FAILURES_SHOWN).join(', ')}${more}.`;
}

/** Terraform leaves out the values of sensitive outputs itself. */
function showOutputs({ outputs }: Progress): void {
  const shown = Object.entries(outputs)
    .filter(([name]) => name !== SKIPPED_OUTPUT)
    .map(([name, { sensitive, value }]) =>
      sensitive ? `  ${name} = (sensitive)` : `  ${name} = ${JSON.stringify(value)}`,
    );
  if (shown.length > 0) say(['Outputs', ...shown].join('\n'));
}

function many(changes: number): string {
  return `${changes} change${changes === 1 ? '' : 's'}`;
}
