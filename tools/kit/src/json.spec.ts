import { canonicalJson, parseJson } from './json';

it('gives equal values the same text, whatever the order of their keys', () => {
  const text = canonicalJson({ b: [{ d: 1, c: null }, 'x'], a: undefined });
  expect(text).toBe('{"b":[{"c":null,"d":1},"x"]}');
  expect(canonicalJson({ b: [{ c: null, d: 1 }, 'x'] })).toBe(text);
  expect(canonicalJson([2, 1])).not.toBe(canonicalJson([1, 2]));
  expect(canonicalJson(undefined)).toBe('null');
});

it('names the source of a text that is not JSON', () => {
  expect(() => parseJson('', 'plan-summary.json')).toThrow('plan-summary.json is not JSON: (empty)');
});
