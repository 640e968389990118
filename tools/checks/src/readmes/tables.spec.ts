import { gapOf } from './gaps';
import type { Input } from './inputs';
import { withRegion } from './region';
import { defaultCell, inputsMarkdown, outputsMarkdown } from './tables';
import { unitOf } from './units';

const days: Input = {
  path: 'retentionInDays',
  type: 'number',
  unit: 'days',
  isNumber: true,
  required: false,
  default: '30 - a month to look back',
  since: undefined,
  text: 'Days that logs stay.',
  source: 'libs/logs/src/logs.config.ts:7',
};

describe('the table of inputs', () => {
  const rowOf = (input: Input): string | undefined =>
    inputsMarkdown([{ name: 'LogsConfig', text: '', inputs: [input], alsoOf: [], at: '' }], false).split('\n')[2];

  it('has type, unit, default, reason and description', () => {
    expect(rowOf(days)).toBe(
      '| `retentionInDays` | `number`, days | `30`: a month to look back | Days that logs stay. |',
    );
  });

  it('shows the version only of inputs added later', () => {
    expect(rowOf({ ...days, since: '1.0.0' })).toBe(rowOf(days));
    expect(rowOf({ ...days, since: '1.2.0' })).toContain('Days that logs stay. (since 1.2.0) |');
  });

  it('escapes a union', () => {
    expect(rowOf({ ...days, type: "'a' | 'b'", unit: undefined })).toContain("| `'a' \\| 'b'` |");
  });

  it('lists the inputs of the interface that it extends', () => {
    const base = { name: 'Container', text: '', inputs: [days], alsoOf: [], at: '' };
    const sidecar = { name: 'Sidecar', text: 'Beside it.', inputs: [], alsoOf: ['Container'], at: '' };
    expect(inputsMarkdown([base, sidecar], false)).toContain('And the inputs of `Container`: `retentionInDays`.');
  });
});

describe('a default', () => {
  it.each([
    [true, undefined, 'required'],
    [false, "'redis'", "`'redis'`"],
    [false, '- none', 'none'],
    [false, "'7.1', or '8.2' for valkey", "`'7.1'`, or '8.2' for valkey"],
    [false, "{ policy: 'quarantine' }", "`{ policy: 'quarantine' }`"],
    [false, '[] - none', '`[]`: none'],
  ])('required %p, @default %p is %p', (required, text, cell) => {
    expect(defaultCell({ required, default: text })).toBe(cell);
  });
});

describe('the unit of a number', () => {
  it.each([
    ['retentionInDays', '', 'days'],
    ['maxCapacity', 'Most capacity in ACU, in steps of 0.5.', 'ACU'],
    ['weight', 'Share of Fargate Spot, against on-demand tasks.', 'share'],
    ['level', 'How loud it is.', undefined],
  ])('%s, "%s": %p', (name, text, unit) => {
    expect(unitOf(name, text)).toBe(unit);
  });
});

describe('incomplete documentation', () => {
  it.each([
    [{ text: '' }, 'description'],
    [{ default: undefined }, 'default'],
    [{ unit: undefined }, 'unit'],
  ])('%p: the %s is missing', (change, what) => {
    expect(gapOf({ ...days, ...change })).toContain(what);
  });

  it('a required string needs no default and no unit', () => {
    expect(gapOf({ ...days, isNumber: false, unit: undefined, required: true, default: undefined })).toBeUndefined();
  });
});

describe('the tables of outputs', () => {
  it('separate values from resources, with their types', () => {
    const common = { source: '', text: 'Undefined without it.' };
    const text = outputsMarkdown([
      { ...common, name: 'vpcId', type: 'string', resources: [], isValue: true },
      { ...common, name: 'vpc', type: 'Vpc', resources: ['aws_vpc'], isValue: false },
    ]);
    expect(text).toMatch(
      /`vpcId`[^]*The underlying resources[^]*\| `vpc` \| `Vpc` \| `aws_vpc`: Undefined without it\. \|/,
    );
  });
});

describe('a region', () => {
  it('is replaced between its marks', () => {
    expect(withRegion('a\n<!-- x -->\nold\n<!-- /x -->\nb', 'x', 'new')).toBe('a\n<!-- x -->\n\nnew\n\n<!-- /x -->\nb');
  });

  it('without marks is undefined', () => {
    expect(withRegion('a', 'x', 'new')).toBeUndefined();
    expect(withRegion('<!-- /x --><!-- x -->', 'x', 'new')).toBeUndefined();
  });
});
