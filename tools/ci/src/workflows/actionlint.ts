import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '@restartix/kit';

const MODULE = 'github.com/rhysd/actionlint/cmd/actionlint';
const VERSION = 'v1.7.12';

/** Whether actionlint is there, or can be built. GitHub's runners have Go. */
export function canLint(root: string): boolean {
  return existsSync(programOf(root)) || spawnSync('go', ['version']).status === 0;
}

/**
 * What actionlint says of the workflows; empty when it has nothing to say. Builds it once, below node_modules: npm has no
 * current actionlint, and Go checks what it downloads.
 * @throws ToolError when it cannot be built.
 */
export function actionlint(root: string): string {
  const program = programOf(root);
  if (!existsSync(program)) build(program);
  // Without ShellCheck and Pyflakes: what a laptop happens to have must make no difference.
  const { status, stdout, stderr } = spawnSync(program, ['-no-color', '-shellcheck=', '-pyflakes='], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status === 0) return '';
  return `${stdout}${stderr}`.trim() || `actionlint ended with ${status}`;
}

function programOf(root: string): string {
  return join(root, 'node_modules/.cache/actionlint', VERSION, 'actionlint');
}

function build(program: string): void {
  const folder = join(program, '..');
  mkdirSync(folder, { recursive: true });
  const { status, stderr, error } = spawnSync('go', ['install', `${MODULE}@${VERSION}`], {
    env: { ...process.env, GOBIN: folder, GOFLAGS: '-mod=mod', GO111MODULE: 'on' },
    encoding: 'utf8',
  });
  if (status === 0) return;
  throw new ToolError(
    `actionlint ${VERSION} cannot be built: ${error?.message ?? stderr.trim()}`,
    'Install Go 1.24 or later (https://go.dev/dl), and let it reach its module proxy.',
  );
}
