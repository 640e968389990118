import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What a session was joined with. */
export interface Joined {
  readonly args: readonly string[];
  /** The session itself, from the environment. */
  readonly response: string | undefined;
}

export interface FakePlugin {
  /** A PATH on which it is found first. */
  readonly path: string;
  joined(): Joined | undefined;
  dispose(): void;
}

/** A `session-manager-plugin` that records what it is started with, and ends. */
export function fakePlugin(version = '1.2.707.0', exitCode = 0): FakePlugin {
  const folder = mkdtempSync(join(tmpdir(), 'session-manager-plugin-'));
  const record = join(folder, 'joined.json');
  const program = join(folder, 'session-manager-plugin');
  writeFileSync(
    program,
    `#!/usr/bin/env node
const [first, ...rest] = process.argv.slice(2);
if (first === '--version') return console.log('${version}');
const joined = { args: [first, ...rest], response: process.env.AWS_SSM_START_SESSION_RESPONSE };
require('node:fs').writeFileSync(${JSON.stringify(record)}, JSON.stringify(joined));
process.exit(${exitCode});
`,
  );
  chmodSync(program, 0o755);
  return {
    path: `${folder}${delimiter}${process.env['PATH']}`,
    joined: () => (existsSync(record) ? (JSON.parse(readFileSync(record, 'utf8')) as Joined) : undefined),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}
