import type { Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import type { ServiceOptions } from '../services/options';
import service from './service';

const REGISTRY = `import type { SecretName } from './secrets';

const DEFINITIONS = {
  // The first of them.
  api: { port: 9000, healthCheckPath: '/health', host: 'api', frontend: false, secrets: ['database'] },
  portal: { port: 3000, healthCheckPath: '/api/health', host: '*.portal', frontend: true, secrets: [] },
};
`;

const CONFIG = (api: string): string => `const FRONTEND = { cpu: 256 };

export const config = {
  services: {
    api: ${api},
    portal: FRONTEND, // as small as can be
  },
};
`;

const OPTIONS: ServiceOptions = {
  registry: 'platform/services.ts#DEFINITIONS',
  sizes: 'apps/*/config.ts#config.services',
  constructs: 'platform/*.ts',
  secretNames: 'platform/secrets.ts#SecretName',
  ports: '3000-9999',
  takenHosts: ['mail'],
};

describe('the generator of services', () => {
  let tree: Tree;
  beforeEach(() => {
    tree = createTreeWithEmptyWorkspace();
    // No formatter runs inside Jest; the end-to-end test sees what it does.
    jest.spyOn(console, 'warn').mockReturnValue();
    tree.write('platform/services.ts', REGISTRY);
    tree.write('platform/secrets.ts', "export type SecretName = 'database' | 'redis';\n");
    tree.write('platform/foundation.ts', "export const network = (stack) => new Network(stack, 'network', {});\n");
    tree.write('apps/staging/config.ts', CONFIG('{ cpu: 256, memory: 512 }'));
    tree.write('apps/production/config.ts', CONFIG('{ cpu: 1024, memory: 2048 }'));
    tree.write('apps/bootstrap/config.ts', 'export const config = {};\n');
  });

  const read = (file: string): string => tree.read(file, 'utf8')!;
  const generate = (name: string | undefined, options: ServiceOptions = {}): ReturnType<typeof service> =>
    service(tree, { name, ...OPTIONS, ...options });

  it('adds a line to the registry and one to each environment that has services', async () => {
    await generate('reports', { secrets: 'database, redis' });
    const entry = `  reports: { port: 9001, healthCheckPath: '/health', host: 'reports', frontend: false, secrets: ['database', 'redis'] },\n`;
    expect(read('platform/services.ts')).toBe(REGISTRY.replace('};\n', `${entry}};\n`));
    expect(read('apps/staging/config.ts')).toContain(
      '// as small as can be\n    reports: { cpu: 256, memory: 512 },\n',
    );
    expect(read('apps/production/config.ts')).toContain('reports: { cpu: 1024, memory: 2048 },\n');
    expect(read('apps/bootstrap/config.ts')).toBe('export const config = {};\n');
  });

  it('sizes a frontend as the last frontend, and gives it the next port and path of its kind', async () => {
    await generate('front-desk', { kind: 'frontend', host: '*.desk' });
    expect(read('platform/services.ts')).toContain(
      `'front-desk': { port: 3001, healthCheckPath: '/api/health', host: '*.desk', frontend: true, secrets: [] },`,
    );
    expect(read('apps/staging/config.ts')).toContain("'front-desk': FRONTEND,");
  });

  it('sizes a service as another one on request', async () => {
    await generate('reports', { like: 'portal' });
    expect(read('apps/production/config.ts')).toContain('reports: FRONTEND,');
    await expect(generate('orders', { like: 'none' })).rejects.toThrow(
      'service "orders": like "none" is not possible (allowed: a service that apps/production/config.ts has: api, portal, reports)',
    );
  });

  it('changes nothing when it runs again, and completes an environment that lacks the size', async () => {
    await generate('reports', { secrets: 'redis' });
    const files = ['platform/services.ts', 'apps/staging/config.ts', 'apps/production/config.ts'];
    const before = files.map(read);
    await generate('reports');
    await generate('reports', { secrets: 'redis' });
    expect(files.map(read)).toEqual(before);
    tree.write('apps/staging/config.ts', CONFIG('{ cpu: 256, memory: 512 }'));
    await generate('reports');
    expect(files.map(read)).toEqual(before);
  });

  it('refuses another service under a name that is there', async () => {
    await expect(generate('api', { port: 9009 })).rejects.toThrow(
      'service "api": port 9009 is not possible (allowed: 9000: there is a service of this name). Change it in the registry, or call the new service something else.',
    );
    await expect(generate('api', { kind: 'frontend' })).rejects.toThrow('frontend true is not possible');
  });

  it.each<[string | undefined, ServiceOptions, string]>([
    [
      undefined,
      {},
      'name undefined is not possible (allowed: 1 to 63 lowercase letters and digits with single hyphens between, starting with a letter). Give it: npx nx g @restartix/nx-cdktf:service reports',
    ],
    ['Reports', {}, 'service "Reports": name "Reports" is not possible'],
    ['a--b', {}, 'name "a--b" is not possible'],
    ['a'.repeat(64), {}, 'is not possible (allowed: 1 to 63 lowercase letters and digits with single hyphens between'],
    ['network', {}, 'name "network" is not possible (allowed: a name that nothing else of an environment has)'],
    ['reports', { port: 9000 }, 'port 9000 is not possible (allowed: a port of its own; api has this one). Use 9001.'],
    ['reports', { port: 80 }, 'port 80 is not possible (allowed: 3000 to 9999, what the network lets through'],
    ['reports', { host: 'api' }, 'host "api" is not possible (allowed: a host of its own; api has this one)'],
    ['reports', { host: 'mail' }, 'host "mail" is not possible (allowed: a host of its own; another part of the'],
    ['reports', { host: 'a.b' }, 'host "a.b" is not possible (allowed: a label of 1 to 48'],
    ['reports', { healthCheckPath: 'health' }, 'healthCheckPath "health" is not possible (allowed: 1 to 1024 visible'],
    ['reports', { secrets: 'clerk' }, 'secrets "clerk" is not possible (allowed: database, redis). Name one of them'],
    ['reports', { registry: undefined }, 'registry undefined is not possible (allowed: a file and the object in it'],
    ['reports', { registry: 'platform/services.ts#OTHER' }, 'registry "platform/services.ts#OTHER" is not possible'],
  ])('refuses %p with %p, and writes nothing', async (name, options, message) => {
    const before = ['platform/services.ts', 'apps/staging/config.ts'].map(read);
    await expect(generate(name, options)).rejects.toThrow(message);
    expect(['platform/services.ts', 'apps/staging/config.ts'].map(read)).toEqual(before);
  });
});
