/** `npm test`: every check that CI runs; `npm run nightly`: what is not run on every change. One line counts the tests. */
import { join } from 'node:path';
import { act, command, main, program } from '@restartix/kit';
import { addUpReports, clearReports } from './test-counts';
import { runSteps, type Step } from './steps';

const script = (name: string): Step => ({ name, command: ['npm', 'run', '--silent', name] });

interface Suite {
  readonly summary: string;
  readonly steps: readonly Step[];
  readonly beside: Step;
}

const SUITES: Readonly<Record<string, Suite>> = {
  all: {
    summary: 'npm test: every check that CI runs.',
    steps: [
      { name: 'format', command: ['npm', 'run', '--silent', 'format:check'] },
      { name: 'workspace', command: ['npx', 'nx', 'sync:check'] },
      script('lint'),
      { name: 'types', command: ['npm', 'run', '--silent', 'typecheck'] },
      script('unit'),
      script('validate'),
    ],
    beside: script('e2e'),
  },
  nightly: {
    summary: 'npm run nightly: what is not run on every change.',
    steps: [],
    beside: { name: 'nightly', command: ['npx', 'nx', 'run', 'e2e:nightly'] },
  },
};

const root = join(__dirname, '../../..');

async function run(suite: Suite): Promise<number> {
  clearReports(root);
  const results = await runSteps(root, suite);
  const failedSteps = results.filter(({ ok }) => !ok);
  const { passed, failed, skipped, skippedNames = [] } = addUpReports(root);

  console.log('\nStep        Result   Time');
  for (const { name: step, ok, seconds } of results) {
    console.log(`${step.padEnd(12)}${(ok ? 'ok' : 'FAILED').padEnd(9)}${seconds.toFixed(1)} s`);
  }
  for (const each of skippedNames) console.log(`skipped: ${each}`);

  // A step that failed without a failed test (a lint error, a runner that did not start) still counts as one failure.
  const failures = Math.max(failed, failedSteps.length);
  if (skipped > 0) console.log(`${skipped} skipped`);
  console.log(`\n${passed} passed, ${failures} failed`);
  return failures > 0 || passed === 0 ? 1 : 0;
}

main(
  program(
    'node tools/ci/dist/test.js',
    'Runs tests, and counts them.',
    Object.entries(SUITES).map(([name, suite]) => act(command(name, suite.summary), () => run(suite))),
  ),
);
