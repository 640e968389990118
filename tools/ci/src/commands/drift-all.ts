import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { show, ToolError } from '@restartix/kit';
import { environments } from '@restartix/terraform';
import { flags, type Command } from '../command';
import type { DriftResult } from '../drift/result';

/**
 * Looks for drift in the named environments, or in all: exit 2 when there is some, 1 when one drift check failed.
 * Calls Terraform's tool itself, since Nx makes 1 of every exit code; so the environments have to be synthesized.
 */
export const driftAll: Command = async (args, { root, environment }) => {
  const { values, positionals } = flags(args, { local: { type: 'boolean', default: false } });
  const known = environments(root);
  const unknown = positionals.filter((env) => !known.includes(env));
  if (unknown.length > 0) {
    throw new ToolError(`Unknown environment "${unknown.join('", "')}".`, `Environments are: ${known.join(', ')}`);
  }
  const results: DriftResult[] = [];
  for (const env of positionals.length > 0 ? positionals : known) {
    const words = ['drift', env, ...(values.local ? ['--local'] : [])];
    const { code } = await show(process.execPath, [join(root, 'tools/terraform/dist/cli.js'), ...words], {
      cwd: root,
      env: { ...environment },
    });
    const outcome = code === 0 ? 'clean' : code === 2 ? 'drifted' : 'failed';
    results.push({ env, outcome });
    const work = join(root, 'apps', env, '.tf');
    mkdirSync(work, { recursive: true, mode: 0o700 });
    writeFileSync(join(work, 'drift-result.json'), `${JSON.stringify({ env, outcome })}\n`, { mode: 0o600 });
  }
  for (const { env, outcome } of results) console.log(`${env}: ${outcome}`);
  if (results.some(({ outcome }) => outcome === 'failed')) return 1;
  return results.some(({ outcome }) => outcome === 'drifted') ? 2 : 0;
};
