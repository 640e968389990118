import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { captureSync, mustCaptureSync, ToolError } from '@restartix/kit';

/** A linter of workflows that npm does not have. */
export interface Linter {
  readonly name: string;
  readonly version: string;
  /** What it needs to be installed. */
  readonly needs: string;
  /** Where it is, below its folder. */
  readonly program: string;
  readonly args: readonly string[];
  readonly install: (folder: string, version: string) => void;
}

export const LINTERS: readonly Linter[] = [
  {
    name: 'actionlint',
    version: 'v1.7.12',
    needs: 'Go 1.24 or later (https://go.dev/dl) and its module proxy',
    program: 'actionlint',
    // Without ShellCheck and Pyflakes: what a laptop happens to have must make no difference.
    args: ['-no-color', '-shellcheck=', '-pyflakes='],
    install: (folder, version) => {
      const env = { ...process.env, GOBIN: folder, GOFLAGS: '-mod=mod', GO111MODULE: 'on' };
      mustCaptureSync('go', ['install', `github.com/rhysd/actionlint/cmd/actionlint@${version}`], { env });
    },
  },
  {
    name: 'zizmor',
    version: '1.32.0',
    needs: 'Python 3 with venv, and PyPI',
    program: 'bin/zizmor',
    args: ['--offline', '--persona=pedantic', '--no-progress', '--color=never', '--quiet', '.github'],
    install: (folder, version) => {
      mustCaptureSync('python3', ['-m', 'venv', folder]);
      const pip = [
        '-m',
        'pip',
        'install',
        '--quiet',
        '--disable-pip-version-check',
        '--no-input',
        '--only-binary=:all:',
      ];
      mustCaptureSync(join(folder, 'bin/python'), [...pip, `zizmor==${version}`]);
    },
  },
];

/**
 * What a linter finds in the workflows of a workspace; empty when nothing. Installs it once, below node_modules.
 * @throws ToolError when it cannot be installed.
 */
export function lint(linter: Linter, root: string): string {
  const { code, stdout, stderr } = captureSync(installed(linter, root), linter.args, { cwd: root });
  return code === 0 ? '' : `${stdout}${stderr}`.trim() || `${linter.name} ended with exit code ${code}.`;
}

/** The program. @throws ToolError when it cannot be installed. */
export function installed({ name, version, needs, program, install }: Linter, root: string): string {
  const folder = join(root, 'node_modules/.cache', name, version);
  const path = join(folder, program);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  try {
    install(folder, version);
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true });
    const reason = cause instanceof ToolError ? cause.what : String(cause);
    throw new ToolError(`${name} ${version} cannot be installed: ${reason}`, `It needs ${needs}.`, { cause });
  }
  return path;
}
