import { isRecord } from '@restartix/kit';
import { marker, markedEnv } from '../github/bot';
import type { PlanArtifact } from './artifact';
import { isDigest } from './digest';
import { fitMarkdown } from './fit';

/** What the comment remembers of the plan, in its hidden second line. */
export interface PlanRecord {
  readonly digest: string;
  /** The pull request's commit that was planned. */
  readonly head: string;
  /** The run that planned it, and keeps the plan's files. */
  readonly run: string;
}

interface CommentedPlan {
  readonly env: string;
  readonly reason: string;
  readonly head: string;
  readonly run: string;
  readonly runUrl: string;
  /** Undefined when the plan failed. */
  readonly plan?: PlanArtifact;
}

export const KIND = 'plan';

/** GitHub refuses more characters than 65,536; what it adds to count as it does is little. */
const LIMIT = 65_000;

/** The comment of a plan that was made, or failed. */
export function planComment({ env, reason, head, run, runUrl, plan }: CommentedPlan): string {
  const lines = [marker(KIND, env)];
  const footer = `<sub>Commit ${head.slice(0, 7)} · affected: ${oneLine(reason)} · [the run](${runUrl}), with plan.html</sub>`;
  if (!plan) {
    lines.push('', `## ${env}: plan failed`, '', `Nothing can be deployed. [The run](${runUrl}) has the error.`, '');
    return [...lines, footer].join('\n');
  }
  const record: PlanRecord = { digest: plan.summary.digest, head, run };
  lines.push(`<!-- ${JSON.stringify(record)} -->`, '');
  const rest = ['', approval(env), '', footer].join('\n');
  const note = `_The rest does not fit into a comment; plan.html of [the run](${runUrl}) has all of it._`;
  const room = LIMIT - lines.join('\n').length - rest.length;
  return [...lines, fitMarkdown(plan.markdown.trimEnd(), room, note), rest].join('\n');
}

/** The comment of an environment that workflows do not deploy. */
export function byHandComment(env: string, reason: string): string {
  return [
    marker(KIND, env),
    '',
    `## ${env}: affected, deployed by hand`,
    '',
    `No workflow has a role for ${env}. Before the merge: \`npx nx run ${env}:plan\`; after it: \`npx nx run ${env}:deploy\`.`,
    '',
    `<sub>Affected: ${oneLine(reason)}</sub>`,
  ].join('\n');
}

/** What takes the place of a plan whose environment a later commit does not affect. */
export function goneComment(env: string, head: string): string {
  return [
    marker(KIND, env),
    '',
    `## ${env}: no longer affected`,
    '',
    `<sub>An earlier commit of this pull request affected it; ${head.slice(0, 7)} does not.</sub>`,
  ].join('\n');
}

/** The record of a comment; undefined when it holds no plan. */
export function planRecord(body: string): PlanRecord | undefined {
  const [first = '', second = ''] = body.split('\n');
  const [, json] = /^<!-- (\{.*\}) -->$/.exec(second.trimEnd()) ?? [];
  if (markedEnv(KIND, first) === undefined || json === undefined) return undefined;
  let record: unknown;
  try {
    record = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (!isRecord(record)) return undefined;
  const { digest, head, run } = record;
  if (!isDigest(digest) || typeof head !== 'string' || !/^\d+$/.test(String(run))) return undefined;
  return { digest, head, run: String(run) };
}

/** The one environment that a merge deploys. */
const BY_MERGE = 'staging';

function approval(env: string): string {
  return env === BY_MERGE
    ? '_The merge deploys exactly this plan. If the plan has changed by then, nothing is applied._'
    : `_After the merge: run the workflow "Deploy ${env}" with this digest._`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[<>]/g, '').slice(0, 300);
}
