import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '@restartix/kit';
import { workflowFiles } from './files';
import { installed, lint, LINTERS, type Linter } from './linters';
import { breaking } from './testing/breaking';
import type { WorkflowFile } from './workflow';

jest.setTimeout(180_000);

const ROOT = workspaceRoot(__dirname);
const broken = breaking(workflowFiles(ROOT));

/** What each linter must find. */
const MISTAKES: Readonly<Record<string, readonly [string, WorkflowFile][]>> = {
  actionlint: [['environments', broken('drift.yml', 'needs: envs', 'needs: environments')]],
  zizmor: [
    ['excessive-permissions', broken('pull-request.yml', 'permissions: {}', 'permissions: write-all')],
    ['excessive-permissions', broken('drift.yml', 'permissions: {}\n', '')],
    ['unpinned-uses', broken('drift.yml', /actions\/checkout@[0-9a-f]{40} # v\S+/, 'actions/checkout@v6')],
    ['unpinned-uses', broken('setup/action.yml', /actions\/setup-node@[0-9a-f]{40}/, 'actions/setup-node@48b55a0')],
    ['template-injection', broken('deploy-production.yml', '"$DIGEST"', '"${{ inputs.digest }}"')],
    ['template-injection', broken('pull-request.yml', 'npm test', "echo '${{ github.event.pull_request.title }}'")],
    ['artipacked', broken('release.yml', '          persist-credentials: false\n', '')],
    ['dangerous-triggers', broken('pull-request.yml', 'pull_request:', 'pull_request_target:')],
  ],
};

describe.each(LINTERS)('$name', (linter) => {
  // Where it cannot be installed, the run names these tests as skipped.
  const test = canInstall(linter) ? it : it.skip;

  test('finds no problem in the workflows', () => {
    expect(lint(linter, ROOT)).toBe('');
  });

  test.each(MISTAKES[linter.name]!)('finds %s', (finding, mistake) => {
    const copy = mkdtempSync(join(tmpdir(), 'workflows-'));
    try {
      mkdirSync(join(copy, '.git'));
      cpSync(join(ROOT, '.github'), join(copy, '.github'), { recursive: true });
      symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
      writeFileSync(join(copy, mistake.file), mistake.text);
      expect(lint(linter, copy)).toContain(finding);
    } finally {
      rmSync(copy, { recursive: true });
    }
  });
});

function canInstall(linter: Linter): boolean {
  try {
    return installed(linter, ROOT) !== '';
  } catch {
    return false;
  }
}
