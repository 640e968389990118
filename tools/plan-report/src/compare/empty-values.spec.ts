import { withoutEmpty } from './empty-values';

test('nothing is null, an empty text, list or map, at any depth; zero and false are something', () => {
  expect(withoutEmpty({ a: null, b: '', c: [], d: { e: {} } })).toBeUndefined();
  expect(withoutEmpty({ a: 0, b: false, c: [''] })).toEqual({ a: 0, b: false, c: [undefined] });
});
