import { AFFECTED_BY, affectedBy, preTasksExecution } from './before-tasks';

describe('what commands are told about nx affected', () => {
  afterEach(() => {
    process.env[AFFECTED_BY] = '';
  });

  it.each([
    ['node nx affected -t plan --base=origin/main --head=HEAD', '{"base":"origin/main","head":"HEAD"}'],
    ['node nx affected --base v1 -t plan', '{"base":"v1"}'],
    ['node nx affected -t plan', '{}'],
    ['node nx affected -t plan --base=main -- --head=other', '{"base":"main"}'],
    ['node nx affected -t plan --all', ''],
    ['node nx affected -t plan --files=apps/staging/src/config.ts', ''],
    ['node nx affected -t plan --uncommitted', ''],
    ['node nx run staging:plan', ''],
    ['node nx run-many -t plan', ''],
  ])('%s', (line, told) => {
    expect(affectedBy(line.split(' '))).toBe(told);
  });

  it('is cleared for the next run of the same daemon', () => {
    preTasksExecution(undefined, { argv: ['node', 'nx', 'affected', '-t', 'plan', '--base=main'] });
    expect(process.env[AFFECTED_BY]).toBe('{"base":"main"}');
    preTasksExecution(undefined, { argv: ['node', 'nx', 'run', 'staging:plan'] });
    expect(process.env[AFFECTED_BY]).toBe('');
  });
});
