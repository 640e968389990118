import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runSteps, type Step } from './steps';

const node = (name: string, script: string): Step => ({ name, command: [process.execPath, '-e', script] });

describe('runSteps', () => {
  let root: string;
  let printed: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'steps-'));
    printed = '';
    jest.spyOn(console, 'log').mockImplementation((line: string) => (printed += `${line}\n`));
    jest.spyOn(console, 'error').mockImplementation((line: string) => (printed += `${line}\n`));
    jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => (printed += String(chunk)) !== '');
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(root, { recursive: true });
  });

  it('starts the step beside the others first, and prints it last', async () => {
    const file = JSON.stringify(join(root, 'started'));
    const beside = node('slow', `require('fs').writeFileSync(${file}, ''); console.log('of the slow one')`);
    const waits = `while (!require('fs').existsSync(${file})) require('child_process').spawnSync('sleep', ['0.05'])`;
    const results = await runSteps(root, { steps: [node('first', waits), node('second', '')], beside });
    expect(results.map(({ name, ok }) => [name, ok])).toEqual([
      ['first', true],
      ['second', true],
      ['slow', true],
    ]);
    expect(printed).toMatch(/── first[^]*── second[^]*── slow[^]*of the slow one/);
  });

  it('goes on after a failure, and says which steps failed', async () => {
    const steps = [node('broken', 'process.exit(3)'), { name: 'missing', command: [join(root, 'no-program')] }];
    const results = await runSteps(root, { steps, beside: node('slow', 'process.exit(1)') });
    expect(results.map(({ name, ok }) => [name, ok])).toEqual([
      ['broken', false],
      ['missing', false],
      ['slow', false],
    ]);
    expect(printed).toContain('no-program');
  });
});
