import { join } from 'node:path';
import { findPython } from '@restartix/emulator';
import { mustCapture } from '@restartix/kit';
import type { Documented } from './markdown';
import { filledIn, simpleCommands, wordsOf } from './shell';

/** What is wrong with commands of the AWS CLI by botocore's models, which the emulator's Python has. */
export async function awsProblems(
  commands: readonly Pick<Documented, 'command' | 'isBlock'>[],
): Promise<Map<string, string>> {
  const calls = commands.flatMap(({ command, isBlock: whole }) =>
    simpleCommands(filledIn(command)).flatMap((each) => {
      const [program, ...words] = wordsOf(each);
      return program === 'aws' && words.length > 0 ? [{ command, words, whole }] : [];
    }),
  );
  const stdout = await mustCapture(await findPython(), [join(__dirname, 'aws_commands.py')], {
    input: calls.map(({ words, whole }) => `${JSON.stringify({ words, whole })}\n`).join(''),
  });
  const answers = stdout.trim().split('\n');
  if (answers.length !== calls.length)
    throw new Error(`aws_commands.py answered ${String(answers.length)} of ${String(calls.length)}`);
  return new Map(
    calls.flatMap(({ command }, index): [string, string][] => {
      const problem = JSON.parse(answers[index]!) as string | null;
      return problem === null ? [] : [[command, problem]];
    }),
  );
}
