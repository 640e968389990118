import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { refuseShellWords } from './shell-words';

const HOSTILE = [
  '--id=$(touch /tmp/x)',
  '--id=`touch /tmp/x`',
  '--id=a\ntouch /tmp/x',
  '--id=\\$HOME',
  '--id=a\\',
  "--id='a'; touch /tmp/x; 'b'",
  '--id="a"; touch /tmp/x; "b"',
  "'a'; touch /tmp/x; 'b'",
  'a;touch /tmp/x;b=1',
  '--a b;touch=1',
  '$HOME',
];
const HARMLESS = [
  'run',
  'staging:deploy:local',
  '--approve=sha256:0a',
  '--allow-data-loss=aws_x.y["a b"],aws_z.w[0]',
  "--reason=it's (a) reason; & more | <so> * ? ~ # !",
  'a word of several',
  'a=b',
];

describe('the words behind a target', () => {
  it.each(HOSTILE)('are refused when the shell behind Nx would change them: %j', (word) => {
    expect(() => refuseShellWords(['run', 'staging:schedules', word])).toThrow(
      `Argument ${JSON.stringify(word)} is not possible`,
    );
  });

  it.each(HARMLESS)('arrive as they are: %j', (word) => {
    expect(() => refuseShellWords([word])).not.toThrow();
    expect(throughNx(word)).toBe(word);
  });
});

/** What a program gets of a word that Nx's own run-commands quotes. */
function throughNx(word: string): string {
  const { interpolateArgsIntoCommand } = createRequire(__filename)(
    'nx/src/executors/run-commands/run-commands.impl.js',
  ) as {
    interpolateArgsIntoCommand(command: string, options: object, forwardAllArgs: boolean): string;
  };
  const options = { __unparsed__: [word], parsedArgs: {}, unknownOptions: {}, unparsedCommandArgs: {} };
  const command = interpolateArgsIntoCommand('printf %s', options, true);
  return execFileSync('sh', ['-c', command], { encoding: 'utf8' });
}
