import { environments } from '@restartix/terraform';
import { defineCommand } from '../command';
import { pipelineRole, synthesizedEnv } from '../environments/synthesized';
import { GitHub } from '../github/client';
import { findings } from '../setup/checks';
import { readSettings } from '../setup/settings';
import { workflowFiles } from '../workflows/files';
import { environmentOf, parseWorkflow } from '../workflows/workflow';

/** Compares what GitHub's API shows of the repository with what docs/workflows.md asks for; each finding has its fix. */
export const checkSetup = defineCommand({
  name: 'check-setup',
  summary: "Compares the repository's settings on GitHub with what docs/workflows.md asks for.",
  line: (command) => command,
  run: async ({ root, environment }) => {
    const settings = await readSettings(GitHub.fromEnvironment(environment));
    const jobs = workflowFiles(root).flatMap((file) => Object.values(parseWorkflow(file).jobs ?? {}));
    const named = jobs.flatMap((job) => environmentOf(job) ?? []);
    const accounts = environments(root).filter(
      (env) => pipelineRole(root, env, 'apply') !== undefined && synthesizedEnv(root, env).account === undefined,
    );
    const results = findings(settings, { environments: [...new Set(named)].sort(), byMerge: 'staging', accounts });
    let count = 0;
    for (const { check, found } of results) {
      console.log(`${found.length === 0 ? 'ok ' : 'no '} ${check}`);
      for (const { problem, fix } of found) console.log(`     ${problem}\n     fix: ${fix}`);
      count += found.length;
    }
    console.log(count === 0 ? 'The repository is set up.' : `${count} to fix.`);
    return count === 0 ? 0 : 1;
  },
});
