import { afterMoves, movesBetween, type SplitResource, type SplitStack } from './split';

const resource = (name: string, id = name, mode = 'managed'): SplitResource => ({
  mode,
  type: 'aws_vpc',
  name,
  instances: [{ attributes: { id } }],
});
const stack = (name: string, has: readonly SplitResource[], makes: readonly string[]): SplitStack => ({
  name,
  state: { lineage: name, serial: 1, resources: has },
  configured: { aws_vpc: Object.fromEntries(makes.map((each) => [each, {}])) },
});

describe('resources that went to another stack of the code', () => {
  it('go to its state, and nothing else does', () => {
    const old = stack('old', [resource('a'), resource('b'), resource('gone'), resource('read', 'x', 'data')], ['b']);
    const stacks = [stack('new', [resource('c')], ['a', 'c', 'later']), old];
    const moves = movesBetween(stacks);
    expect(moves).toEqual([{ address: 'aws_vpc.a', from: 'old', to: 'new', half: false }]);
    const [first, second] = stacks.map((each) => afterMoves(each, stacks, moves));
    expect(first).toEqual({ lineage: 'new', serial: 1, resources: [resource('c'), resource('a')] });
    // What no configuration has is Terraform's to destroy.
    expect(second!.resources!.map(({ name }) => name)).toEqual(['b', 'gone', 'read']);
  });

  it('are taken out of the old state where a run was killed after the new one', () => {
    const stacks = [stack('new', [resource('a')], ['a']), stack('old', [resource('a'), resource('b')], ['b'])];
    const moves = movesBetween(stacks);
    expect(moves).toMatchObject([{ half: true }]);
    expect(stacks.map((each) => afterMoves(each, stacks, moves).resources)).toEqual([[resource('a')], [resource('b')]]);
  });

  it('are refused where both states have one that is not the same', () => {
    const stacks = [stack('new', [resource('a', 'vpc-2')], ['a']), stack('old', [resource('a', 'vpc-1')], [])];
    expect(() => movesBetween(stacks)).toThrow(
      'aws_vpc.a is in the states of old and of new, and is not the same there',
    );
  });

  it('go one way at a time: a kill must not leave one in no state', () => {
    const stacks = [stack('one', [resource('a')], ['b']), stack('two', [resource('b')], ['a'])];
    expect(() => movesBetween(stacks)).toThrow('Resources would move out of one and into it at once');
  });
});
