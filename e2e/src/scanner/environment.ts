import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Session } from '@restartix/terraform';
import type { Workspace } from '../workspace';
import { judge } from './accepted';
import { scanPlan } from './checkov';

/** What the scanner says of the plan that an environment has made last, without what has been accepted. */
export async function scanEnvironment(
  workspace: Workspace,
  env: 'staging' | 'production',
): Promise<{ open: string[]; stale: string[] }> {
  const session = await Session.open({
    command: 'plan',
    env,
    target: 'local',
    root: workspace.root,
    withEmulator: false,
  });
  const { stdout } = session.raw(['show', '-json', join(workspace.root, `apps/${env}/.tf/tfplan`)]);
  const folder = mkdtempSync(join(tmpdir(), 'scan-'));
  try {
    const file = join(folder, 'plan.json');
    writeFileSync(file, stdout);
    return judge(env, scanPlan(file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
