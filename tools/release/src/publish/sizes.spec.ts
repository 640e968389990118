import { sizes } from './sizes';
import { FakeWorkspace } from './testing/fake-workspace';

test('sizes are a table with a sum', () => {
  const workspace = new FakeWorkspace();
  workspace.lib('core');
  workspace.commit();
  expect(sizes(workspace.packed(['core', 'network']))).toBe(
    [
      'package                  packed    unpacked',
      '@acme/core@1.0.0         1.0 kB      2.5 kB',
      '@acme/network@1.0.0      1.0 kB      2.5 kB',
      'all                      2.0 kB      5.0 kB',
    ].join('\n'),
  );
  workspace.dispose();
});
