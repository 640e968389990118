import { compareVersions, satisfies } from './version';

test.each([
  ['1.11.0', '1.11.0', 0],
  ['1.9.8', '1.11.0', -1],
  ['2.0.0', '1.99.99', 1],
  ['1.11.0-rc1', '1.11.0', 0],
])('compares %s with %s by numbers, not by letters', (a, b, expected) => {
  expect(compareVersions(a, b)).toBe(expected);
});

test.each([
  ['5.100.0', '5.100.0', true],
  ['5.99.0', '5.100.0', false],
  ['5.100.0', '>= 5.0, < 6.0.0', true],
  ['6.0.0', '>= 5.0, < 6.0.0', false],
  ['5.100.0', '~> 5.1', true],
  ['6.0.0', '~> 5.1', false],
  ['5.2.0', '~> 5.1.2', false],
  ['5.1.9', '~> 5.1.2', true],
  ['5.1.0', '!= 5.1.0', false],
  ['5.1.0', undefined, true],
])('%s meets "%s": %s', (version, constraint, expected) => {
  expect(satisfies(version, constraint)).toBe(expected);
});
