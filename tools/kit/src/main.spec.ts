import { join } from 'node:path';
import { captureSync } from './run';

const PRELUDE = ['--conditions=@restartix/source', '--require', require.resolve('@swc-node/register'), '-e'];

function run(body: string, ...args: string[]): { code: number; stdout: string; stderr: string } {
  const kit = JSON.stringify(join(__dirname, 'index.ts'));
  const script = `process.argv.splice(1, 0, 'cli.js'); const { main, chooseCommand, ToolError } = require(${kit}); ${body}`;
  return captureSync(process.execPath, [...PRELUDE, script, ...args], { cwd: __dirname });
}

it('prints what is wrong and a hint, no stack, and exits as the error says', () => {
  const { code, stderr } = run(
    `main(async () => { throw new ToolError('It is wrong.', 'Fix it.', { exitCode: 3 }); })`,
  );
  expect({ code, stderr }).toEqual({ code: 3, stderr: '\nIt is wrong.\nhint: Fix it.\n' });
});

it('prints the stack of an unexpected error', () => {
  const { code, stderr } = run(`main(async () => { throw new TypeError('a defect'); })`);
  expect(code).toBe(1);
  expect(stderr).toMatch(/TypeError: a defect\n +at /);
});

it('exits with what the command returns, and lists the commands when there is none of that name', () => {
  const body = `main(async ([name]) => chooseCommand({ start: () => 2, stop: () => undefined }, name)())`;
  expect(run(body, 'start').code).toBe(2);
  expect(run(body, 'stop').code).toBe(0);
  expect(run(body, 'toString').stderr).toBe('\nUnknown command "toString".\nhint: Commands: start, stop.\n');
  expect(run(body)).toMatchObject({ code: 1, stderr: '\nNo command given.\nhint: Commands: start, stop.\n' });
});

it('says in a sentence that there is no folder for temporary files, before a command begins', () => {
  const { code, stdout, stderr } = run(
    `process.env.TMPDIR = '/dev/null/nowhere'; main(async () => console.log('began'))`,
  );
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toBe(
    '\nThe folder for temporary files, /dev/null/nowhere, does not exist or cannot be written to.\nhint: Make it, or set TMPDIR to one that can.\n',
  );
});
