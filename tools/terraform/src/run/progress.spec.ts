import { ProgressPrinter } from './progress-printer';
import { clock, parseEvent, Progress } from './progress';
import { recordedApply } from '../testing/recordings';

const hook = (type: string, addr: string, action: string): object => ({ type, hook: { resource: { addr }, action } });

test('counts a recorded apply: a replacement is two changes', () => {
  const progress = new Progress({ kind: 'apply', total: 7 });
  const lines = recordedApply().flatMap((line) => progress.take(parseEvent(line)!) ?? []);
  expect(progress.done).toBe(7);
  expect(lines).toHaveLength(7);
  expect(lines.filter((line) => line.includes('aws_subnet.a')).map((line) => line.replace(/ in .*/, ''))).toEqual([
    expect.stringMatching(/^\[\d\/7\] aws_subnet\.a destroyed$/),
    '[7/7] aws_subnet.a created',
  ]);
  expect(progress.outputs['secret']).toEqual(expect.not.objectContaining({ value: expect.anything() as unknown }));
});

test('says what runs and since when, longest first', () => {
  let now = 0;
  const progress = new Progress({ kind: 'apply', total: 3 }, () => now);
  progress.take(hook('apply_start', 'aws_db.a', 'create'));
  now = 60_000;
  progress.take(hook('apply_start', 'aws_sqs.b', 'delete'));
  now = 65_000;
  expect(progress.status()).toBe('[0/3] 1m05s  aws_db.a creating… 1m05s, aws_sqs.b destroying… 5s');
  expect(progress.status(20)).toHaveLength(20);
  expect(progress.take(hook('apply_complete', 'aws_sqs.b', 'delete'))).toBe('[1/3] aws_sqs.b destroyed in 5s');
  expect(progress.take(hook('apply_errored', 'aws_db.a', 'create'))).toBe('[1/3] aws_db.a failed creating after 1m05s');
  expect(progress.status()).toContain('waiting for Terraform');
});

test('does not count what is only read', () => {
  const progress = new Progress({ kind: 'apply', total: 1 });
  progress.take(hook('apply_start', 'data.aws_ami.a', 'read'));
  expect(progress.take(hook('apply_complete', 'data.aws_ami.a', 'read'))).toBeUndefined();
  expect(progress.done).toBe(0);
});

test('a line that is no JSON is no event', () => {
  expect(parseEvent('panic: runtime error')).toBeUndefined();
  expect(parseEvent('{broken')).toBeUndefined();
});

test.each([
  [900, '0s'],
  [59_000, '59s'],
  [62_000, '1m02s'],
])('%i ms is %s', (milliseconds, expected) => expect(clock(milliseconds)).toBe(expected));

describe('printed', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const printed = (isTTY: boolean): { screen: string[]; printer: ProgressPrinter } => {
    const screen: string[] = [];
    const write = (text: string): number => screen.push(text);
    return { screen, printer: new ProgressPrinter({ kind: 'apply', total: 2 }, { isTTY, columns: 80, write }) };
  };

  test('into a log, a heartbeat comes every ten seconds of silence, as a plain line', () => {
    const { screen, printer } = printed(false);
    printer.take(JSON.stringify(hook('apply_start', 'aws_db.a', 'create')));
    jest.advanceTimersByTime(9000);
    expect(screen).toEqual([]);
    jest.advanceTimersByTime(2000);
    expect(screen).toEqual(['[0/2] 10s  aws_db.a creating… 10s\n']);
    printer.stop();
  });

  test('on a terminal, one status line is redrawn and cleared in the end', () => {
    const { screen, printer } = printed(true);
    jest.advanceTimersByTime(2000);
    expect(screen.filter((text) => text.startsWith('[0/2]'))).toHaveLength(2);
    expect(screen.join('')).not.toContain('\n');
    printer.stop();
    expect(screen.at(-1)).toBe('\r\u001b[2K');
  });
});
