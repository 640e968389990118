import { postTasksExecution } from './after-tasks';

describe('the exit code of a run', () => {
  const exitCode = (argv: readonly string[], ...states: readonly string[]): number | undefined => {
    const exit = jest.spyOn(process, 'exit').mockReturnValue(undefined as never);
    const taskResults = Object.fromEntries(states.map((status, index) => [`task-${index}`, { status }]));
    postTasksExecution(undefined, { argv: [...argv], taskResults } as Parameters<typeof postTasksExecution>[1]);
    const [code] = exit.mock.calls[0] ?? [];
    exit.mockRestore();
    return code as number | undefined;
  };

  it('is 1 where a task failed, whatever was skipped for it', () => {
    expect(exitCode(process.argv, 'success', 'failure')).toBe(1);
  });

  it('is Nx’s own where none failed, a person stopped it, or another process runs the hook', () => {
    expect(exitCode(process.argv, 'success', 'local-cache')).toBeUndefined();
    expect(exitCode(process.argv, 'failure', 'stopped')).toBeUndefined();
    expect(exitCode(['node', 'nx', 'run', 'staging:plan'], 'failure')).toBeUndefined();
  });
});
