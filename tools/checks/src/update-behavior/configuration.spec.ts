import { merged, withValue } from './configuration';

describe('a value at a path', () => {
  const config = { azs: ['a', 'b'], logs: { days: 30 }, tasks: { report: { cpu: 256 }, other: { cpu: 1 } } };

  it.each([
    ['logs.days', 60, { ...config, logs: { days: 60 } }],
    ['logs.days', undefined, { ...config, logs: {} }],
    ['logs', undefined, { azs: config.azs, tasks: config.tasks }],
    ['tasks.*.cpu', 512, { ...config, tasks: { ...config.tasks, report: { cpu: 512 } } }],
    ['azs[]', 'c', { ...config, azs: ['c', 'b'] }],
    ['cache.nodes', undefined, config],
    ['cache.nodes', 2, { ...config, cache: { nodes: 2 } }],
  ])('%s: %p', (path, value, expected) => {
    expect(withValue(config, path, value)).toEqual(expected);
  });

  it('is refused below a map without keys', () => {
    expect(() => withValue({}, 'tasks.*.cpu', 1)).toThrow('nothing at *');
  });
});

it('merges plain objects, and takes lists and constructs as they are', () => {
  class Made {
    readonly id = 1;
  }
  const made = new Made();
  expect(merged({ a: { b: 1, c: [1, 2] }, d: made }, { a: { c: [3] } })).toEqual({ a: { b: 1, c: [3] }, d: made });
  expect((merged({ d: {} }, { d: made }) as { d: unknown }).d).toBe(made);
});
