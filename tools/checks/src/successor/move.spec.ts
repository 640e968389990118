import { moved } from './move';

it('installs the successor under the old name for every dependent, and changes nothing else', () => {
  const manifest = {
    name: 'workspace',
    devDependencies: { cdktf: '0.21.0', constructs: '10.8.1', jest: '30.0.0' },
    overrides: { 'node-fetch': '2.7.0' },
  };
  expect(moved(manifest)).toEqual({
    name: 'workspace',
    devDependencies: { cdktf: 'npm:cdktn@0.24.0', constructs: '10.7.2', jest: '30.0.0' },
    overrides: { 'node-fetch': '2.7.0', cdktf: '$cdktf' },
  });
});

it('refuses a workspace that does not use CDKTF', () => {
  expect(() => moved({ devDependencies: { constructs: '10.8.1' } })).toThrow(/nothing to move from/);
});

it('refuses to move twice', () => {
  const once = moved({ devDependencies: { cdktf: '0.21.0', constructs: '10.8.1' } });
  expect(() => moved(once)).toThrow(/nothing left to move/);
});
