/** `npm test`: every check that CI runs, in the order of their cost, and one line that counts them. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { addUpReports, clearReports } from './report';

interface Step {
  readonly name: string;
  readonly command: readonly string[];
}

const STEPS: readonly Step[] = [
  { name: 'format', command: ['npm', 'run', '--silent', 'format:check'] },
  { name: 'workspace', command: ['npx', 'nx', 'sync:check'] },
  { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
  { name: 'types', command: ['npm', 'run', '--silent', 'typecheck'] },
  { name: 'unit', command: ['npm', 'run', '--silent', 'unit'] },
  { name: 'validate', command: ['npm', 'run', '--silent', 'validate'] },
  { name: 'e2e', command: ['npm', 'run', '--silent', 'e2e'] },
];

const root = join(__dirname, '../../..');
clearReports(root);
const results = STEPS.map((step) => run(step));
const failedSteps = results.filter(({ ok }) => !ok).map(({ name }) => name);
const { passed, failed, skipped, skippedNames = [] } = addUpReports(root);

console.log('\nStep        Result   Time');
for (const { name, ok, seconds } of results) {
  console.log(`${name.padEnd(12)}${(ok ? 'ok' : 'FAILED').padEnd(9)}${seconds.toFixed(1)} s`);
}
for (const name of skippedNames) console.log(`skipped: ${name}`);

// A step that failed without a failed test (a lint error, a runner that did not start) still counts as one failure.
const failures = Math.max(failed, failedSteps.length);
if (skipped > 0) console.log(`${skipped} skipped`);
console.log(`\n${passed} passed, ${failures} failed`);
process.exitCode = failures > 0 || passed === 0 ? 1 : 0;

function run({ name, command: [program = '', ...args] }: Step): { name: string; ok: boolean; seconds: number } {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 100 - name.length))}`);
  const started = Date.now();
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit' });
  if (error) console.error(error.message);
  return { name, ok: status === 0, seconds: (Date.now() - started) / 1000 };
}
