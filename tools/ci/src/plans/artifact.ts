import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord, readJson, ToolError } from '@restartix/kit';
import type { PlanSummary } from '@restartix/plan-report';
import { isDigest } from './digest';

/** A plan as a job left it: `plan.md` and `plan-summary.json` in a folder of their own. */
export interface PlanArtifact {
  readonly markdown: string;
  readonly summary: PlanSummary;
}

/**
 * A plan that another job uploaded. It ran a pull request's code: what it left is data, and is looked at before it is used.
 * Undefined when it left none.
 * @throws ToolError when it is not the plan of this environment.
 */
export function readArtifact(folder: string, env: string): PlanArtifact | undefined {
  const file = join(folder, 'plan-summary.json');
  const summary = readJson(file);
  if (summary === undefined) return undefined;
  const wrong = problemOf(summary, env);
  if (wrong) throw new ToolError(`${file} is not a plan of ${env}: ${wrong}.`, 'Check the job that made it.');
  const markdown = join(folder, 'plan.md');
  return {
    summary: summary as PlanSummary,
    markdown: existsSync(markdown) ? readFileSync(markdown, 'utf8') : '',
  };
}

function problemOf(summary: unknown, env: string): string | undefined {
  if (!isRecord(summary)) return 'it is not an object';
  if (summary['env'] !== env) return `it is of ${JSON.stringify(summary['env'])}`;
  if (!isDigest(summary['digest'])) return `its digest is ${JSON.stringify(summary['digest'])}`;
  const { changes } = summary;
  const whole = Array.isArray(changes) && changes.every((each) => isRecord(each) && Array.isArray(each['attributes']));
  return whole ? undefined : 'it has no list of changes';
}
