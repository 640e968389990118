import { output, type TaskResult } from '@nx/devkit';
import { endQuiet, quieten } from './quiet';
import { report } from './report';

const isCommand = (task: string): boolean => /^staging:(plan|output)(:|$)/.test(task);
// Nx's own, which its types do not have.
const nx = output as unknown as { writeTaskOutputChunk(chunk: string, stream?: NodeJS.WriteStream): void };

let out: string[];
let err: string[];

beforeEach(() => {
  [out, err] = [[], []];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0);
  jest.spyOn(console, 'log').mockImplementation((text: string) => out.push(`${text}\n`));
});
afterEach(() => {
  jest.restoreAllMocks();
});

it('leaves standard output to the command alone', () => {
  quieten(isCommand);
  output.log({ title: 'Running target output for project staging and 32 tasks it depends on:' });
  output.logCommandSummary('nx run core:build', 'local-cache');
  output.logCommandOutput('staging:synth', 'local-cache', 'warning: …');
  output.logCommand('staging:output:local');
  nx.writeTaskOutputChunk('\u001B[2m> \u001B[22mnode tools/terraform/dist/cli.js output staging --local\r\n\r\n');
  nx.writeTaskOutputChunk('{"vpc_id":"vpc-1"}\n');
  nx.writeTaskOutputChunk('Warning: command "node cli.js" exited with non-zero status code', process.stderr);
  output.error({ title: 'Running target output for project staging failed' });
  console.log('\n  Run duration:      5.7s\n  Critical path:     5.3s (7 tasks)');
  expect(endQuiet()).toBe(isCommand);
  expect(endQuiet()).toBeUndefined();
  expect(out.join('')).toBe('{"vpc_id":"vpc-1"}\n');
  expect(err.join('')).toBe('');
  output.logSingleLine('again');
  expect(out.join('')).toContain('again');
});

it('says once that something is built, and prints a task whole that fails', () => {
  quieten(isCommand);
  output.logCommandSummary('core:build', 'success');
  output.logCommandSummary('kit:build', 'success');
  output.logCommandOutput('run network:build', 'failure', 'src/vpc.ts(1,1): error TS2322');
  output.error({ title: 'The workspace is out of sync' });
  expect(endQuiet()).toBe(isCommand);
  expect(endQuiet()).toBeUndefined();
  expect(err.join('').match(/Building and synthesizing/g)).toHaveLength(1);
  expect(err.join('')).toContain('> nx run network:build\n\nsrc/vpc.ts(1,1): error TS2322\n');
  expect(err.join('')).toContain('The workspace is out of sync');
});

describe('the end of a run', () => {
  const result = (id: string, status: string, terminalOutput = ''): TaskResult =>
    ({ task: { id }, status, terminalOutput }) as TaskResult;
  const results = [
    result('staging:plan', 'failure', '> node cli.js\r\n\r\nIt is locked.\nhint: Wait.\n'),
    result('production:plan', 'success', '> node cli.js\r\n\r\nproduction: no changes\n'),
    result('network:build', 'success', 'built'),
  ];
  const isPlan = (task: string): boolean => task.endsWith(':plan');

  it('has what each of several commands printed, those that failed last', () => {
    report(results, { isCommand: isPlan, isPrinted: false });
    expect(out.join('')).toBe(
      '\nproduction:plan\nproduction: no changes\n\nstaging:plan\nIt is locked.\nhint: Wait.\n',
    );
  });

  it('says why a command did not run', () => {
    report([result('network:build', 'failure')], { isCommand: isPlan, isPrinted: true });
    expect([out, err.join('')]).toEqual([[], '\nnetwork:build failed, above; what needs it did not run.\n']);
  });
});
