import { checkBounds, checkKnown, checkUnique, isWhole } from './bounds';
import type { ConfigProblem, ReportProblem } from './config-error';
import { Token } from 'cdktf';

function problemsOf(check: (problem: ReportProblem) => void): ConfigProblem[] {
  const found: ConfigProblem[] = [];
  check((problem) => found.push(problem));
  return found;
}

describe('isWhole', () => {
  it.each([1, 5, 10])('takes %d from 1 to 10', (value) => expect(isWhole(value, 1, 10)).toBe(true));

  it.each([0, 11, 1.5, NaN, Infinity])('refuses %d from 1 to 10', (value) => expect(isWhole(value, 1, 10)).toBe(false));

  it('knows no upper limit where none is given', () => expect(isWhole(1_000_000, 1)).toBe(true));
});

describe('checkKnown', () => {
  it('reports numbers that only Terraform knows, with what they are needed for', () => {
    const replicas = { property: 'replicas', because: 'it decides how many nodes there are' };
    const unknown = Token.asNumber({ resolve: () => 2 });
    const found = problemsOf((problem) =>
      checkKnown(
        problem,
        { ...replicas, value: 2 },
        { ...replicas, value: undefined },
        { ...replicas, value: unknown },
      ),
    );
    expect(found).toEqual([
      {
        property: 'replicas',
        value: unknown,
        allowed: 'a number that is known at synth: it decides how many nodes there are',
        fix: 'Write the number itself.',
      },
    ]);
  });
});

describe('checkBounds', () => {
  const port = { property: 'port', min: 1, max: 65_535 };

  it('reports every number out of its limits, with unit, source and fix', () => {
    const found = problemsOf((problem) =>
      checkBounds(
        problem,
        { ...port, value: 0 },
        { property: 'window', value: 31, min: 7, max: 30, unit: 'days', by: 'AWS KMS', fix: 'Use 30.' },
        { property: 'version', value: 0, min: 1 },
      ),
    );
    expect(found).toEqual([
      { property: 'port', value: 0, allowed: '1 to 65535', fix: 'Choose a value in this range.' },
      { property: 'window', value: 31, allowed: '7 to 30 days (AWS KMS)', fix: 'Use 30.' },
      { property: 'version', value: 0, allowed: '1 or more', fix: 'Choose a value in this range.' },
    ]);
  });

  it('says of a fraction that numbers must be whole', () => {
    const [found] = problemsOf((problem) => checkBounds(problem, { ...port, value: 80.5 }));
    expect(found!.allowed).toBe('whole numbers, 1 to 65535');
  });

  it.each([1, 65_535, undefined, Token.asNumber('${var.port}')])('accepts %p', (value) => {
    expect(problemsOf((problem) => checkBounds(problem, { ...port, value }))).toEqual([]);
  });
});

describe('checkUnique', () => {
  it('reports each repeated value with its place in the list', () => {
    const found = problemsOf((problem) => checkUnique('zones', ['a', 'b', 'a', 'a'], problem));
    expect(found.map(({ property, value }) => [property, value])).toEqual([
      ['zones[2]', 'a'],
      ['zones[3]', 'a'],
    ]);
  });
});
