import { FakeGitHub } from './fake-github';
import { FakeWorkspace } from './fake-workspace';

interface Fakes {
  readonly workspace: FakeWorkspace;
  readonly github: FakeGitHub;
}

/** A workspace and a GitHub of its own for each test of a file, and a silent screen. */
export function useFakes(): Fakes {
  let fakes: Fakes;
  beforeEach(async () => {
    fakes = { workspace: new FakeWorkspace(), github: await FakeGitHub.start() };
    for (const method of ['log', 'error'] as const) jest.spyOn(console, method).mockImplementation();
    for (const stream of [process.stdout, process.stderr]) jest.spyOn(stream, 'write').mockReturnValue(true);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    fakes.workspace.dispose();
    await fakes.github.close();
  });
  return {
    get workspace() {
      return fakes.workspace;
    },
    get github() {
      return fakes.github;
    },
  };
}
