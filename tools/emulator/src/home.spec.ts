import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emulatorHome } from './home';

it('is the folder that EMULATOR_HOME names, else in the workspace, else here', () => {
  const workspace = mkdtempSync(join(tmpdir(), 'workspace-'));
  const project = join(workspace, 'apps/staging');
  mkdirSync(project, { recursive: true });
  expect(emulatorHome({}, project)).toBe(join(project, '.emulator'));
  writeFileSync(join(workspace, 'nx.json'), '{}');
  expect(emulatorHome({}, project)).toBe(join(workspace, '.emulator'));
  expect(emulatorHome({ EMULATOR_HOME: '/somewhere' }, project)).toBe('/somewhere');
  rmSync(workspace, { recursive: true });
});
