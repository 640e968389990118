import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addUpReports, clearReports } from './test-counts';

describe('reports', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'reports-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  const report = (project: string, file: string, content: object): void => {
    mkdirSync(join(root, project, 'reports'), { recursive: true });
    writeFileSync(join(root, project, 'reports', file), JSON.stringify(content));
  };

  it('adds up what the runners of all projects counted', () => {
    report('libs/network', 'jest.json', { passed: 3, failed: 0, skipped: 0 });
    report('tools/emulator', 'jest.json', { passed: 2, failed: 1, skipped: 0 });
    report('tools/emulator', 'pytest.json', { passed: 5, failed: 0, skipped: 0 });
    report('e2e', 'e2e.json', { passed: 1, failed: 0, skipped: 1, skippedNames: ['needs a provider'] });
    expect(addUpReports(root)).toEqual({ passed: 11, failed: 1, skipped: 1, skippedNames: ['needs a provider'] });
  });

  it('counts nothing from an earlier run', () => {
    report('libs/network', 'jest.json', { passed: 3, failed: 0, skipped: 0 });
    clearReports(root);
    expect(addUpReports(root)).toEqual({ passed: 0, failed: 0, skipped: 0, skippedNames: [] });
  });
});
