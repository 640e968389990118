import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Git } from '../git';

/** A folder for one test, with git history where the test makes some. */
export class Scratch {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'scratch-')));
  private readonly repository = new Git(this.root);

  /** Text as it is, anything else as JSON. */
  write(path: string, content: unknown): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), typeof content === 'string' ? content : JSON.stringify(content));
  }

  /** Empty when there is no such file. */
  read(path: string): string {
    return existsSync(join(this.root, path)) ? readFileSync(join(this.root, path), 'utf8') : '';
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true });
  }

  /** A program: of JavaScript for a `.js`, of the shell otherwise. */
  program(path: string, script: string): void {
    this.write(path, path.endsWith('.js') ? script : `#!/bin/sh\n${script}\n`);
    chmodSync(join(this.root, path), 0o755);
  }

  git(...args: string[]): string {
    return this.repository.must(['-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args]);
  }

  /** Commits everything. @returns the commit */
  commit(message = 'change'): string {
    if (!existsSync(join(this.root, '.git'))) this.git('init', '-q', '-b', 'main');
    this.git('add', '-A');
    this.git('commit', '-q', '--allow-empty', '-m', message);
    return this.git('rev-parse', 'HEAD');
  }

  dispose(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
