import type { Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import service, { type ServiceOptions } from './generator';

const REGISTRY = 'libs/platform/src/services.ts';
const STAGING = 'apps/staging/src/config.ts';
const PRODUCTION = 'apps/production/src/config.ts';

const SERVICES = `import type { SecretVariable } from './secrets';

const DEFINITIONS = {
  // The first of them.
  'core-api': {
    port: 9000,
    healthCheckPath: '/health',
    host: 'api',
    frontend: false,
    secrets: ['DATABASE_URL'],
  },
  portal: { port: 3000, healthCheckPath: '/api/health', host: '*.portal', frontend: true, secrets: [] },
} satisfies Record<string, object>;

export const other = {};
`;

const CONFIG = (cpu: number): string => `const FRONTEND = { cpu: 256 };

export const config = {
  services: {
    'core-api': {
      cpu: ${cpu}, // shares
      memory: ${2 * cpu},
    },
    portal: FRONTEND, // as small as can be
  },
};
`;

describe('the generator of services', () => {
  let tree: Tree;
  beforeEach(() => {
    tree = createTreeWithEmptyWorkspace();
    // No formatter runs inside Jest; the end-to-end test covers it.
    jest.spyOn(console, 'warn').mockReturnValue();
    tree.write(REGISTRY, SERVICES);
    tree.write('libs/platform/src/secrets.ts', "export type SecretVariable = 'DATABASE_URL' | 'REDIS_URL';\n");
    tree.write('libs/platform/src/stack.ts', "new Network(this, 'network', { host: hostName(domain, 'mail') });\n");
    tree.write(STAGING, CONFIG(256));
    tree.write(PRODUCTION, CONFIG(1024));
    tree.write('apps/bootstrap/src/config.ts', 'export const config = {};\n');
  });

  const read = (file: string): string => tree.read(file, 'utf8')!;
  const generate = (name: string | undefined, options: ServiceOptions = {}): ReturnType<typeof service> =>
    service(tree, { name, ...options });

  it('adds an entry to the registry and to each environment that has services', async () => {
    await generate('reports', { secrets: 'DATABASE_URL, REDIS_URL' });
    const entry = `  reports: { port: 9001, healthCheckPath: '/health', host: 'reports', frontend: false, secrets: ['DATABASE_URL', 'REDIS_URL'] },\n`;
    expect(read(REGISTRY)).toBe(SERVICES.replace('} satisfies', `${entry}} satisfies`));
    const size = '    reports: {\n      cpu: 256, // shares\n      memory: 512,\n    },\n';
    expect(read(STAGING)).toBe(CONFIG(256).replace('  },\n};', `${size}  },\n};`));
    expect(read(PRODUCTION)).toContain('reports: {\n      cpu: 1024,');
    expect(read('apps/bootstrap/src/config.ts')).toBe('export const config = {};\n');
  });

  it('gives a frontend the size, the next port and the path of its kind', async () => {
    await generate('front-desk', { kind: 'frontend', host: '*.desk' });
    expect(read(REGISTRY)).toContain(
      `'front-desk': { port: 3001, healthCheckPath: '/api/health', host: '*.desk', frontend: true, secrets: [] },`,
    );
    expect(read(STAGING)).toContain("'front-desk': FRONTEND,\n");
  });

  it('sizes a service like another one on request', async () => {
    await generate('reports', { like: 'portal', port: 9101 });
    expect(read(REGISTRY)).toContain('reports: { port: 9101,');
    expect(read(PRODUCTION)).toContain('reports: FRONTEND,');
    await expect(generate('orders', { like: 'none' })).rejects.toThrow(
      `service "orders": like "none" is not possible (allowed: a service in ${PRODUCTION}: core-api, portal, reports)`,
    );
    expect(read(REGISTRY)).not.toContain('orders');
  });

  it('changes nothing when it runs again, and completes an environment that lacks the size', async () => {
    await generate('reports', { secrets: 'REDIS_URL' });
    const before = [REGISTRY, STAGING, PRODUCTION].map(read);
    await generate('reports');
    await generate('reports', { secrets: 'REDIS_URL' });
    expect([REGISTRY, STAGING, PRODUCTION].map(read)).toEqual(before);
    tree.write(STAGING, CONFIG(256));
    await generate('reports');
    expect([REGISTRY, STAGING, PRODUCTION].map(read)).toEqual(before);
  });

  it.each<[string | undefined, ServiceOptions, string]>([
    [undefined, {}, 'Pass a name: npx nx g @restartix/nx-cdktf:service reports'],
    ['Reports', {}, 'service "Reports": name "Reports" is not possible (allowed: 1 to 63 lowercase letters'],
    ['a--b', {}, 'name "a--b" is not possible'],
    ['a'.repeat(64), {}, 'is not possible (allowed: 1 to 63 lowercase letters'],
    ['network', {}, 'name "network" is not possible (allowed: a name that no other construct of an environment has)'],
    [
      'reports',
      { port: 9000 },
      'port 9000 is not possible (allowed: a port of its own; core-api has this one). Use 9001.',
    ],
    ['reports', { port: 80 }, 'port 80 is not possible (allowed: 3000 to 9999, which the security groups open'],
    ['reports', { port: 10000 }, 'port 10000 is not possible (allowed: 3000 to 9999'],
    ['reports', { host: 'api' }, 'host "api" is not possible (allowed: a host of its own; core-api has this one)'],
    ['reports', { host: 'mail' }, 'host "mail" is not possible (allowed: a host of its own; another part of the'],
    ['reports', { host: 'a.b' }, 'host "a.b" is not possible (allowed: a label of 1 to 48'],
    ['reports', { healthCheckPath: 'health' }, 'healthCheckPath "health" is not possible (allowed: / and up to 1023'],
    [
      'reports',
      { secrets: 'CLERK' },
      'secrets "CLERK" is not possible (allowed: DATABASE_URL, REDIS_URL). Name one of these',
    ],
    ['core-api', { port: 9009 }, 'port 9009 is not possible (allowed: 9000: the service exists). Change it in libs/'],
    ['core-api', { kind: 'frontend' }, 'frontend true is not possible (allowed: false: the service exists)'],
  ])('refuses %p with %p, and writes nothing', async (name, options, message) => {
    const before = [REGISTRY, STAGING].map(read);
    await expect(generate(name, options)).rejects.toThrow(message);
    expect([REGISTRY, STAGING].map(read)).toEqual(before);
  });

  it('refuses a workspace without a registry of services', async () => {
    tree.delete(REGISTRY);
    await expect(generate('reports')).rejects.toThrow(
      'is not possible (allowed: a workspace where libs/platform/src/services.ts has the line "const DEFINITIONS = {")',
    );
  });
});
