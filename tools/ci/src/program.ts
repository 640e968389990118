import { program, workspaceRoot, type CommandUnknownOpts } from '@restartix/kit';
import { affectedEnvs } from '@restartix/release/affected';
import type { Command } from './command';
import { printAffectedEnvs } from './commands/affected-envs';
import { checkSetup } from './commands/check-setup';
import { checkWorkflows } from './commands/check-workflows';
import { cloudflareToken } from './commands/cloudflare-token';
import { commentPlan } from './commands/comment-plan';
import { printSynthesisComparison } from './commands/compare-synthesis';
import { deployApproved } from './commands/deploy-approved';
import { driftAll } from './commands/drift-all';
import { driftIssues } from './commands/drift-issues';
import { matrix } from './commands/matrix';
import { mergedPlan } from './commands/merged-plan';
import { notify } from './commands/notify';
import { pullRequestMatrix } from './commands/pull-request-matrix';
import { releaseMode } from './commands/release-mode';
import { rehearse, releasePreview } from './commands/releases';
import { showPlan } from './commands/show-plan';
import { showRequest } from './commands/show-request';
import { stageSynthesis } from './commands/stage-synthesis';
import { tagPackages } from './commands/tag-packages';
import { takeSynthesis } from './commands/take-synthesis';

const COMMANDS: readonly Command[] = [
  printAffectedEnvs,
  printSynthesisComparison,
  matrix,
  stageSynthesis,
  pullRequestMatrix,
  takeSynthesis,
  commentPlan,
  mergedPlan,
  showPlan,
  showRequest,
  deployApproved,
  driftAll,
  driftIssues,
  notify,
  cloudflareToken,
  releaseMode,
  releasePreview,
  rehearse,
  tagPackages,
  checkWorkflows,
  checkSetup,
];

/** What workflows call. */
export function ciProgram(): CommandUnknownOpts {
  const context = { root: workspaceRoot(__dirname), environment: process.env, affectedEnvs };
  return program(
    'node tools/ci/dist/cli.js',
    'What workflows call.',
    COMMANDS.map(({ line }) => line(context)),
  );
}
