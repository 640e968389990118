import { code as asCode, nxCommand } from '@restartix/kit';
import { marker } from '../github/bot';
import type { PlanArtifact } from './artifact';
import { fitMarkdown } from './fit';

interface CommentedPlan {
  readonly env: string;
  readonly reason: string;
  readonly head: string;
  readonly runUrl: string;
  /** Undefined when the plan failed. */
  readonly plan?: PlanArtifact;
}

export const KIND = 'plan';

/** GitHub refuses more characters than 65,536; what it adds to count as it does is little. */
const LIMIT = 65_000;

/** The comment of a plan that was made, or failed. */
export function planComment({ env, reason, head, runUrl, plan }: CommentedPlan): string {
  const top = [marker(KIND, env), ''];
  const footer = `<sub>Commit ${head.slice(0, 7)} · affected: ${code(reason)} · [the run](${runUrl}), with plan.html</sub>`;
  if (!plan) {
    const failed = [`## ${env}: plan failed`, '', `Nothing can be deployed. [The run](${runUrl}) has the error.`, ''];
    return [...top, ...failed, footer].join('\n');
  }
  const rest = ['', approval(env), '', footer].join('\n');
  const note = `_The rest does not fit into a comment; plan.html of [the run](${runUrl}) has all of it._`;
  const room = LIMIT - top.join('\n').length - rest.length;
  return [...top, fitMarkdown(plan.markdown.trimEnd(), room, note), rest].join('\n');
}

/** The comment of an environment that workflows do not deploy. */
export function byHandComment(env: string, reason: string): string {
  return [
    marker(KIND, env),
    '',
    `## ${env}: affected, deployed by hand`,
    '',
    `No workflow has a role for ${env}. Before the merge: \`npx nx run ${env}:plan\`; after it: \`${nxCommand(env, 'deploy')}\`.`,
    '',
    `<sub>Affected: ${code(reason)}</sub>`,
  ].join('\n');
}

/** The comment of an environment that the pull request deletes or renames. */
export function removedComment(env: string, reason: string, base: string): string {
  return [
    marker(KIND, env),
    '',
    `## ${env}: removed from the code, not from the account`,
    '',
    `${code(reason)}. No workflow plans or deploys ${env} after the merge, and nothing looks for its drift.`,
    '',
    `To remove what it deployed, before the merge: \`git checkout ${base} && ${nxCommand(env, 'destroy')}\``,
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

/** The one environment that a merge deploys. */
const BY_MERGE = 'staging';

function approval(env: string): string {
  return env === BY_MERGE
    ? '_An approving review of this commit, after this plan, by somebody else than its author lets the merge deploy exactly this plan. If the plan has changed by then, nothing is applied._'
    : `_After the merge: run the workflow "Deploy ${env}" with this digest._`;
}

/** Free text of a pull request, as code: it forms no Markdown. */
function code(text: string): string {
  return asCode(text.slice(0, 300)).text;
}
