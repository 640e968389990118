import { execSync } from 'node:child_process';
import type { GeneratorCallback, Tree } from '@nx/devkit';

/** Runs commands once the files are written, as a person would; a failure is the generator's. */
export function afterwards({ root }: Tree, commands: readonly string[]): GeneratorCallback {
  return () => {
    for (const command of commands) {
      console.log(`\n> ${command}\n`);
      execSync(command, { cwd: root, stdio: 'inherit' });
    }
  };
}
