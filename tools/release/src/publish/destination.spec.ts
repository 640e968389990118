import { destination } from './destination';
import { FakeWorkspace } from './testing/fake-workspace';

let workspace: FakeWorkspace;
beforeEach(() => (workspace = new FakeWorkspace()));
afterEach(() => workspace.dispose());

/** Where packages would go; of a person's own settings, none counts. */
const at = (environment: NodeJS.ProcessEnv = {}): ReturnType<typeof destination> =>
  destination(workspace.root, '@acme', {
    PATH: process.env['PATH'],
    NPM_CONFIG_USERCONFIG: '/dev/null',
    NPM_TOKEN: 'a-token',
    ...environment,
  });

test('takes NPM_REGISTRY before any file', async () => {
  workspace.write('.npmrc', '@acme:registry=https://file.example.com\n');
  const { registry, scope, token } = await at({ NPM_REGISTRY: 'https://npm.example.com' });
  expect({ href: registry.href, scope, token }).toEqual({
    href: 'https://npm.example.com/',
    scope: '@acme',
    token: 'a-token',
  });
});

test('takes the scope’s registry of .npmrc before the one for everything', async () => {
  workspace.write('.npmrc', 'registry=https://all.example.com\n@acme:registry=https://acme.example.com\n');
  expect((await at()).registry.host).toBe('acme.example.com');
  workspace.write('.npmrc', 'registry=https://all.example.com\n');
  expect((await at()).registry.host).toBe('all.example.com');
});

test('refuses when nothing names a registry, rather than to take npm’s default', async () => {
  await expect(at()).rejects.toThrow(/^NPM_REGISTRY is not set, and no \.npmrc names a registry\./);
  await expect(at({ npm_config_registry: 'https://all.example.com' })).rejects.toThrow(/NPM_REGISTRY is not set/);
});

test('refuses a missing token by its name', async () => {
  await expect(at({ NPM_REGISTRY: 'https://npm.example.com', NPM_TOKEN: undefined })).rejects.toThrow(
    'NPM_TOKEN is not set: npm.example.com requires a token to publish.',
  );
});
