import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord, readJson, SHARED_OPTIONS, show, ToolError } from '@restartix/kit';
import { environments } from '@restartix/terraform';
import { defineCommand } from '../command';
import type { DriftResult } from '../drift/result';

/**
 * Looks in the named environments, or in all, for drift and for what the default branch would change: exit 2 when there is some, 1
 * when a look failed, after all others. Calls Terraform's tool itself, since Nx makes 1 of every exit code; so the environments have
 * to be synthesized.
 */
export const driftAll = defineCommand({
  name: 'drift-all',
  summary:
    'Looks for drift and for what the default branch would change: exit 2 when there is some, 1 when a look failed.',
  line: (command) => command.argument('[envs...]', 'default: all').option(...SHARED_OPTIONS.local),
  run: async ({ root, environment }, { local }, envs) => {
    const known = environments(root);
    const unknown = envs.filter((env) => !known.includes(env));
    if (unknown.length > 0) {
      throw new ToolError(`Unknown environment "${unknown.join('", "')}".`, `Environments are: ${known.join(', ')}`);
    }
    const terraform = async (command: string, env: string): Promise<number> => {
      const words = [command, env, local ? '--local' : '--without-secrets'];
      const tool = join(root, 'tools/terraform/dist/cli.js');
      const { code } = await show(process.execPath, [tool, ...words], { cwd: root, env: { ...environment } });
      return code;
    };
    const results: DriftResult[] = [];
    for (const env of envs.length > 0 ? envs : known) {
      const work = join(root, 'apps', env, '.tf');
      mkdirSync(work, { recursive: true, mode: 0o700 });
      const code = await terraform('drift', env);
      const drift = code === 0 ? 'none' : code === 2 ? 'found' : 'failed';
      rmSync(join(work, 'plan-summary.json'), { force: true });
      const planned = await terraform('plan', env);
      const unapplied = planned === 0 ? unappliedOf(readJson(join(work, 'plan-summary.json'))) : 'failed';
      const result: DriftResult = { env, drift, unapplied };
      results.push(result);
      writeFileSync(join(work, 'drift-result.json'), `${JSON.stringify(result)}\n`, { mode: 0o600 });
    }
    for (const { env, drift, unapplied } of results) console.log(`${env}: drift ${drift}, unapplied ${unapplied}`);
    const outcomes = results.flatMap(({ drift, unapplied }) => [drift, unapplied]);
    if (outcomes.includes('failed')) return 1;
    return outcomes.includes('found') ? 2 : 0;
  },
});

/** What only undoes drift is not the default branch's. */
function unappliedOf(summary: unknown): DriftResult['unapplied'] {
  if (!isRecord(summary)) return 'failed';
  const drifted = addresses(summary['drift']);
  const changed = addresses(summary['changes']).filter((address) => !drifted.includes(address));
  const { outputs = [] } = summary;
  const otherOutputs = drifted.length === 0 && Array.isArray(outputs) && outputs.length > 0;
  return changed.length > 0 || otherOutputs ? 'found' : 'none';
}

function addresses(list: unknown): string[] {
  return Array.isArray(list) ? list.flatMap((each) => (isRecord(each) ? [String(each['address'])] : [])) : [];
}
