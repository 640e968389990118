import type { Result } from './workspace';

type Finished = Pick<Result, 'code' | 'output'>;

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    interface Matchers<R> {
      /** The exit code of a command; a failure prints what the command printed. */
      toExitWith(code: number): R;
    }
  }
}

expect.extend({
  toExitWith(this: jest.MatcherContext, { code, output }: Finished, expected: number) {
    const wanted = this.isNot ? `another exit code than ${expected}` : `exit code ${expected}`;
    return { pass: code === expected, message: () => `Expected ${wanted}, got ${code}. It printed:\n\n${output}` };
  },
});
