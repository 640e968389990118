import { differences } from './differences';

test('the order of keys is no difference, the order of a list is', () => {
  expect(differences({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toEqual([]);
  expect(differences({ a: [1, 2] }, { a: [2, 1] })).toEqual([
    { path: 'a.0', before: 1, after: 2 },
    { path: 'a.1', before: 2, after: 1 },
  ]);
});

test.each([
  ['what is gone', { a: { b: 1 } }, { a: {} }, { path: 'a.b', before: 1, after: undefined }],
  ['what is new', { a: {} }, { a: { b: 1 } }, { path: 'a.b', before: undefined, after: 1 }],
  ['a number that became a text', { a: 1 }, { a: '1' }, { path: 'a', before: 1, after: '1' }],
  ['null and nothing', { a: null }, {}, { path: 'a', before: null, after: undefined }],
  ['an empty object for an empty list', { a: [] }, { a: {} }, { path: 'a', before: [], after: {} }],
])('names the place of %s', (_, before, after, expected) => {
  expect(differences(before, after)).toEqual([expected]);
});
