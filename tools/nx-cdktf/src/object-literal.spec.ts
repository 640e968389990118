import { keysOf, literalOf, objectAt, sourceOf, withProperty, withValue } from './object-literal';

const SOURCE = `// What there is.
const DEFAULTS = { cpu: 256 } as const;

export const config = {
  env: { env: 'staging', tags: [\`a\`, 'b'], owner: null },
  services: {
    'core-api': { ...DEFAULTS, port: 9000 }, // the first
    clinic: DEFAULTS, // the last
  },
} satisfies object;
`;

describe('an object in a source file', () => {
  const services = objectAt(SOURCE, 'config.services')!;
  const env = objectAt(SOURCE, 'config.env')!;

  it('is found by its path, through satisfies and as const', () => {
    expect(keysOf(services)).toEqual(['core-api', 'clinic']);
    expect(keysOf(objectAt(SOURCE, 'DEFAULTS')!)).toEqual(['cpu']);
    for (const none of ['config.env.env', 'config.none', 'none', '']) expect(objectAt(SOURCE, none)).toBeUndefined();
  });

  it('is read as it stands, and as far as it is literal', () => {
    expect(sourceOf(services, 'core-api')).toBe('{ ...DEFAULTS, port: 9000 }');
    expect(literalOf(services, 'core-api')).toEqual({ port: 9000 });
    expect([literalOf(env, 'env'), literalOf(env, 'tags'), literalOf(env, 'owner')]).toEqual([
      'staging',
      ['a', 'b'],
      null,
    ]);
    expect(literalOf(services, 'clinic')).toBeUndefined();
  });

  it('takes a property at its end, and every comment stays where it is', () => {
    expect(withProperty(services, 'reports', '{}')).toBe(
      SOURCE.replace('// the last\n', '// the last\n    reports: {},\n'),
    );
    expect(withProperty(services, 'new-api', '{}')).toContain("    'new-api': {},\n  },");
    expect(withProperty(objectAt(SOURCE, 'DEFAULTS')!, 'memory', '512')).toContain('{ cpu: 256,  memory: 512 } as');
    expect(withProperty(objectAt('const none = {};', 'none')!, 'a', '1')).toBe('const none = { a: 1 };');
    expect(withProperty(objectAt('const one = {\n  a: 1\n};', 'one')!, 'b', '2')).toBe(
      'const one = {\n  a: 1,\n  b: 2,\n};',
    );
  });

  it('takes another value', () => {
    expect(withValue(env, 'env', "'preview'")).toBe(SOURCE.replace("'staging'", "'preview'"));
    expect(withValue(env, 'none', '1')).toBe(SOURCE);
  });
});
