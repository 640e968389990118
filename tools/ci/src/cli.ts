#!/usr/bin/env node
import { printAffectedEnvs } from './affected/affected-envs';
import type { Command } from './command';
import { checkWorkflows } from './commands/check-workflows';
import { cloudflareToken } from './commands/cloudflare-token';
import { commentPlan } from './commands/comment-plan';
import { deployApproved } from './commands/deploy-approved';
import { driftAll } from './commands/drift-all';
import { driftIssues } from './commands/drift-issues';
import { matrix } from './commands/matrix';
import { mergedPlan } from './commands/merged-plan';
import { releaseMode } from './commands/release-mode';
import { releasePreview } from './commands/release-preview';
import { showPlan } from './commands/show-plan';
import { tagPackages } from './commands/tag-packages';
import { ROOT } from './root';

const COMMANDS: Readonly<Record<string, Command>> = {
  'affected-envs': async (args, { root }) => {
    await printAffectedEnvs(args, root);
    return 0;
  },
  matrix,
  'comment-plan': commentPlan,
  'merged-plan': mergedPlan,
  'show-plan': showPlan,
  'deploy-approved': deployApproved,
  'drift-all': driftAll,
  'drift-issues': driftIssues,
  'cloudflare-token': cloudflareToken,
  'release-mode': releaseMode,
  'release-preview': releasePreview,
  'tag-packages': tagPackages,
  'check-workflows': checkWorkflows,
};

async function main([name = '', ...args]: readonly string[]): Promise<number> {
  const command = COMMANDS[name];
  if (!command) {
    console.error(`There is no command "${name}". Commands are: ${Object.keys(COMMANDS).join(', ')}`);
    return 1;
  }
  try {
    return await command(args, { root: ROOT, environment: process.env });
  } catch (error) {
    if (!isMendable(error)) throw error;
    console.error(`\n${error.what}\n${error.mend}`);
    return 1;
  }
}

function isMendable(error: unknown): error is { what: string; mend: string } {
  return error instanceof Error && 'what' in error && 'mend' in error;
}

main(process.argv.slice(2)).then((code) => (process.exitCode = code));
