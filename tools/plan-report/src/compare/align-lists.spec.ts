import { attributeChanges } from './attributes';
import { align } from './align-lists';
import type { Change } from '../plan-json';

const changes = (before: unknown, after: unknown, rest: Partial<Change> = {}): string[] =>
  attributeChanges({ actions: ['update'], before: { list: before }, after: { list: after }, ...rest }).map(
    ({ path, before: was, after: is }) => `${path}: ${JSON.stringify(was)} → ${JSON.stringify(is)}`,
  );
const value = (of: unknown): string => JSON.stringify({ kind: 'value', value: of });
const ABSENT = '{"kind":"absent"}';

test('an element more is one difference, wherever it is', () => {
  expect(changes(['b', 'c'], ['a', 'b', 'c'])).toEqual([`list[0]: ${ABSENT} → ${value('a')}`]);
  expect(changes(['a', 'b', 'c'], ['a', 'c'])).toEqual([`list[1]: ${value('b')} → ${ABSENT}`]);
});

test('a changed element shows what changed in it', () => {
  const before = [
    { port: 80, from: 'a' },
    { port: 443, from: 'a' },
  ];
  const after = [
    { port: 80, from: 'b' },
    { port: 443, from: 'a' },
  ];
  expect(changes(before, after)).toEqual([`list[0].from: ${value('a')} → ${value('b')}`]);
});

test('elements with names are paired by them', () => {
  const before = [
    { name: 'A', value: '1' },
    { name: 'B', value: '2' },
  ];
  const after = [
    { name: 'B', value: '3' },
    { name: 'C', value: '4' },
  ];
  expect(changes(before, after)).toEqual([
    `list[0]: ${value({ name: 'A', value: '1' })} → ${ABSENT}`,
    `list[0].value: ${value('2')} → ${value('3')}`,
    `list[1]: ${ABSENT} → ${value({ name: 'C', value: '4' })}`,
  ]);
});

test('the same elements in another order are one difference', () => {
  expect(changes(['a', 'b', 'c'], ['c', 'a', 'b'])).toEqual([
    'list: {"kind":"order","length":3} → {"kind":"order","length":3}',
  ]);
});

test('compares a policy of JSON text by its statements', () => {
  const policy = (...actions: string[]): string => JSON.stringify({ Statement: [{ Sid: 'S', Action: actions }] });
  expect(changes(policy('a', 'b'), policy('a', 'x', 'b'))).toEqual([
    `list.Statement[0].Action[1]: ${ABSENT} → ${value('x')}`,
  ]);
});

test('masks what is sensitive where it was and where it is', () => {
  const marks = [{}, { token: true }];
  const shown = changes([{ name: 'a' }, { name: 'b', token: 'CANARY-1' }], [{ name: 'b', token: 'CANARY-2' }], {
    before_sensitive: { list: marks },
    after_sensitive: { list: [{ token: true }] },
  }).join('\n');
  expect(shown).toContain('list[0].token: {"kind":"sensitive"} → {"kind":"sensitive"}');
  expect(shown).not.toContain('CANARY');
});

test('an element that is known after apply is shown as that', () => {
  expect(changes(['a'], ['a', null], { after_unknown: { list: [false, true] } })).toEqual([
    `list[1]: ${ABSENT} → {"kind":"unknown"}`,
  ]);
});

test('what is known after apply is never taken for another order', () => {
  const shown = changes([{ n: 1 }, { n: 2 }], [{ n: 2 }, { n: 1 }], { after_unknown: { list: [{ id: true }, {}] } });
  expect(shown).toContain(`list[0]: ${ABSENT} → ${value({ n: 2, id: '(known after apply)' })}`);
});

test('long lists are compared by places', () => {
  const long = Array.from({ length: 1001 }, (_, i) => ({ n: i }));
  const { pairs, added } = align(long, [...long, { n: -1 }]);
  expect([pairs.length, added]).toEqual([1001, [1001]]);
});
