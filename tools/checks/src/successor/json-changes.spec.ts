import { jsonChanges } from './json-changes';

it('ignores the order of keys, but not of a list', () => {
  expect(jsonChanges({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toEqual([]);
  expect(jsonChanges({ a: [1, 2] }, { a: [2, 1] })).toEqual([
    { path: 'a.0', before: 1, after: 2 },
    { path: 'a.1', before: 2, after: 1 },
  ]);
});

it.each([
  ['a removed value', { a: { b: 1 } }, { a: {} }, { path: 'a.b', before: 1, after: undefined }],
  ['a new value', { a: {} }, { a: { b: 1 } }, { path: 'a.b', before: undefined, after: 1 }],
  ['a number that became a string', { a: 1 }, { a: '1' }, { path: 'a', before: 1, after: '1' }],
  ['null and a missing value', { a: null }, {}, { path: 'a', before: null, after: undefined }],
  ['an empty object instead of an empty list', { a: [] }, { a: {} }, { path: 'a', before: [], after: {} }],
])('finds %s', (_, before, after, expected) => {
  expect(jsonChanges(before, after)).toEqual([expected]);
});
