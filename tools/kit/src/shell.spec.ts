import { execFileSync } from 'node:child_process';
import { shellWord } from './shell';

describe('a word of a command to paste', () => {
  it.each([
    'aws_x.y',
    'aws_x.y["a$(touch /tmp/never)"]',
    'aws_x.y["`id`"]',
    "it's",
    'a b\tc\nd',
    '$HOME \\ "quoted" !!',
    '* ? [a] {b,c} ~ # ; & | < > ( )',
    '',
    '--flag=value',
    '-é',
  ])('is what it was to bash: %j', (text) => {
    expect(execFileSync('bash', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' })).toBe(text);
  });

  it('is left alone where nothing in it means anything', () => {
    expect(shellWord('--approve=sha256:0a')).toBe('--approve=sha256:0a');
  });
});
