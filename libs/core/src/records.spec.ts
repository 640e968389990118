import { mapValues, recordOf } from './records';

it('makes a record of keys, in their order', () => {
  expect(Object.entries(recordOf(['b', 'a'], (key) => `${key}!`))).toEqual([
    ['b', 'b!'],
    ['a', 'a!'],
  ]);
});

it('keeps the keys and makes each value from the old one and its key', () => {
  expect(mapValues({ a: 1, b: 2 }, (value, key) => `${key}${value}`)).toEqual({ a: 'a1', b: 'b2' });
});
