import { join } from 'node:path';
import { captureSync } from './run';

const PRELUDE = ['--conditions=@restartix/source', '--require', require.resolve('@swc-node/register'), '-e'];

function run(body: string, ...args: string[]): { code: number; stdout: string; stderr: string } {
  const kit = JSON.stringify(join(__dirname, 'index.ts'));
  const script = `process.argv.splice(1, 0, 'cli.js'); const { act, command, main, program, ToolError } = require(${kit}); ${body}`;
  return captureSync(process.execPath, [...PRELUDE, script, ...args], { cwd: __dirname });
}

it('prints what is wrong and a hint, no stack, and exits as the error says', () => {
  const { code, stderr } = run(
    `main(act(command('it', ''), async () => { throw new ToolError('It is wrong.', 'Fix it.', { exitCode: 3 }); }))`,
  );
  expect({ code, stderr }).toEqual({ code: 3, stderr: '\nIt is wrong.\nhint: Fix it.\n' });
});

it('prints the stack of an unexpected error', () => {
  const { code, stderr } = run(`main(act(command('it', ''), async () => { throw new TypeError('a defect'); }))`);
  expect(code).toBe(1);
  expect(stderr).toMatch(/TypeError: a defect\n +at /);
});

it('exits with what the command returns', () => {
  const body = `main(program('it', '', [act(command('start', ''), async () => 2), act(command('stop', ''), async () => undefined)]))`;
  expect(run(body, 'start').code).toBe(2);
  expect(run(body, 'stop').code).toBe(0);
  expect(run(body, 'stpo')).toMatchObject({ code: 1, stderr: expect.stringContaining('Did you mean stop?') as string });
});

it('says in a sentence that there is no folder for temporary files, before a command begins', () => {
  const { code, stdout, stderr } = run(
    `process.env.TMPDIR = '/dev/null/nowhere'; main(act(command('it', ''), async () => console.log('began')))`,
  );
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toBe(
    '\nThe folder for temporary files, /dev/null/nowhere, does not exist or cannot be written to.\nhint: Make it, or set TMPDIR to one that can.\n',
  );
});
