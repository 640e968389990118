import type { PlanJson } from '@restartix/plan-report';
import { reorderedRules } from './rule-priorities';

type Place = { readonly listener?: string; readonly priority: number } | null;

/** A rule before and after the plan. */
function rule(name: string, before: Place, after: Place): object {
  const values = (place: Place): object | null =>
    place && { listener_arn: place.listener ?? 'one', priority: place.priority };
  const arn = `arn:${name}`;
  return {
    address: `aws_lb_listener_rule.${name}`,
    mode: 'managed',
    type: 'aws_lb_listener_rule',
    change: { actions: ['update'], before: before && { ...values(before), arn }, after: values(after) },
  };
}

const move = (name: string, from: number, to: number): object => rule(name, { priority: from }, { priority: to });
const make = (name: string, priority: number): object => rule(name, null, { priority });
const remove = (name: string, priority: number): object => rule(name, { priority }, null);

function reordered(...changes: object[]): unknown {
  const found = reorderedRules({ resource_changes: changes } as unknown as PlanJson);
  return Object.fromEntries(found.map(({ listener, priorities }) => [listener, priorities]));
}

it('moves rules together that take each other’s priorities: a swap, a circle, a chain', () => {
  expect(reordered(move('a', 10, 20), move('b', 20, 10))).toEqual({ one: { 'arn:a': 20, 'arn:b': 10 } });
  const circle = [move('a', 1, 2), move('b', 2, 3), move('c', 3, 1)];
  expect(reordered(...circle)).toEqual({ one: { 'arn:a': 2, 'arn:b': 3, 'arn:c': 1 } });
  expect(reordered(move('a', 1, 2), move('b', 2, 3))).toEqual({ one: { 'arn:a': 2, 'arn:b': 3 } });
});

it('makes room for a new rule where the old one moves or goes', () => {
  expect(reordered(make('new', 10), move('old', 10, 20))).toEqual({ one: { 'arn:old': 20 } });
  expect(
    reordered(make('new', 10), remove('old', 10), rule('last', { priority: 49_999 }, { priority: 49_999 })),
  ).toEqual({
    one: { 'arn:old': 49_998 },
  });
  expect(reordered(move('a', 1, 2), remove('b', 2))).toEqual({ one: { 'arn:a': 2, 'arn:b': 49_999 } });
});

it('leaves to Terraform what is in nobody’s way', () => {
  expect(reordered(move('a', 1, 2), move('b', 5, 6), make('c', 7), remove('d', 8))).toEqual({});
  // A priority that stays with another rule is refused by AWS whoever asks.
  expect(reordered(move('a', 1, 2), move('b', 2, 2))).toEqual({});
});

it('knows listeners apart', () => {
  const other = rule('b', { listener: 'two', priority: 20 }, { listener: 'two', priority: 10 });
  expect(reordered(move('a', 10, 20), other)).toEqual({});
  // A rule that goes over to another listener gives its priority up like one that goes.
  expect(reordered(rule('a', { priority: 10 }, { listener: 'two', priority: 10 }), make('b', 10))).toEqual({
    one: { 'arn:a': 49_999 },
  });
});

it('takes a priority that is known at apply for the one that the rule has', () => {
  const unknown = {
    ...rule('b', { priority: 20 }, null),
    change: { before: { arn: 'arn:b', listener_arn: 'one', priority: 20 }, after: {} },
  };
  expect(reordered({ ...unknown, mode: 'managed', type: 'aws_lb_listener_rule' }, move('a', 10, 20))).toEqual({});
});
