import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson, ToolError, filled } from '@restartix/kit';
import { environments, untrustedProblems } from '@restartix/terraform';
import { defineCommand } from '../command';
import { stackFolder, takeStack } from '../synthesis/staged';

/**
 * Puts what a pull request synthesized in the place of what this workspace did, after a check of what it may hold: Terraform runs
 * programs, reads files and sends credentials where a configuration says so.
 * @throws ToolError with every problem.
 */
export const takeSynthesis = defineCommand({
  name: 'take-synthesis',
  summary:
    'Puts what a pull request synthesized in the place of what this workspace did, after a check of what it holds.',
  line: (command) =>
    command.argument('<env>', 'the environment').requiredOption('--from <folder>', 'what it synthesized', filled),
  run: async ({ root }, options, env) => {
    const known = environments(root);
    if (!known.includes(env))
      throw new ToolError(`Unknown environment "${env}".`, `Environments are: ${known.join(', ')}`);
    const from = join(root, options.from);
    const folder = join(from, env);
    if (!existsSync(folder)) throw new ToolError(`${folder} does not exist.`, 'Check the job that synthesizes.');
    const file = join(stackFolder(root, env), 'cdk.tf.json');
    if (!existsSync(file)) throw new ToolError(`${env} is not synthesized here.`, `Run npx nx run ${env}:synth`);
    const base = parseJson(readFileSync(file, 'utf8'), file);
    const problems = untrustedProblems({ folder, env, base });
    if (problems.length > 0) {
      throw new ToolError(
        `What the pull request synthesizes for ${env} is not planned:\n${problems.map((each) => `- ${each}`).join('\n')}`,
        'docs/security.md says what a plan of a pull request may hold.',
      );
    }
    takeStack(root, env, from);
    console.log(`${env}: planning what the pull request synthesizes`);
    return 0;
  },
});
