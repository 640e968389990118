#!/usr/bin/env node
import { chooseCommand, main, workspaceRoot } from '@restartix/kit';
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
import { showPlan } from './commands/show-plan';
import { showRequest } from './commands/show-request';
import { stageSynthesis } from './commands/stage-synthesis';
import { tagPackages } from './commands/tag-packages';
import { takeSynthesis } from './commands/take-synthesis';

const COMMANDS: Readonly<Record<string, Command>> = {
  'affected-envs': printAffectedEnvs,
  'compare-synthesis': printSynthesisComparison,
  matrix,
  'stage-synthesis': stageSynthesis,
  'pull-request-matrix': pullRequestMatrix,
  'take-synthesis': takeSynthesis,
  'comment-plan': commentPlan,
  'merged-plan': mergedPlan,
  'show-plan': showPlan,
  'show-request': showRequest,
  'deploy-approved': deployApproved,
  'drift-all': driftAll,
  'drift-issues': driftIssues,
  notify,
  'cloudflare-token': cloudflareToken,
  'release-mode': releaseMode,
  // Loaded when asked for: they bring the compiler and the runner.
  'release-preview': async (...call) => (await import('./commands/release-preview.js')).releasePreview(...call),
  'rehearse-upgrades': async (...call) => (await import('./commands/rehearse-upgrades.js')).rehearse(...call),
  'tag-packages': tagPackages,
  'check-workflows': checkWorkflows,
  'check-setup': checkSetup,
};

main(([name, ...args]) =>
  chooseCommand(COMMANDS, name)(args, { root: workspaceRoot(__dirname), environment: process.env, affectedEnvs }),
);
