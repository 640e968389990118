import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { NpmRegistry } from './registry';
import { FakeWorkspace } from './testing/fake-workspace';

const TOKEN = 'npm_a-token-of-a-test';

let workspace: FakeWorkspace;
let registry: NpmRegistry;
beforeEach(() => (workspace = new FakeWorkspace()));
afterEach(() => {
  registry.close();
  workspace.dispose();
});

/** A registry that is asked by a script in npm's place. */
function asked(script: string, environment: NodeJS.ProcessEnv = {}): NpmRegistry {
  const PATH = workspace.pathWith('npm', script);
  registry = new NpmRegistry(
    { registry: new URL('https://npm.example.com/'), scope: '@acme', token: TOKEN },
    { PATH, LOG: join(workspace.root, 'log'), ...environment },
  );
  return registry;
}

const log = (): string => readFileSync(join(workspace.root, 'log'), 'utf8');

describe('npm', () => {
  it('gets the token by its environment: it is on no command line and in no file', async () => {
    await asked('echo "$@" > "$LOG"; pwd >> "$LOG"; stat -c %a .npmrc >> "$LOG"; cat .npmrc >> "$LOG"').publish(
      '/a.tgz',
      '1.0.0',
    );
    const [args, folder = '', mode, ...file] = log().trim().split('\n');
    expect(args).toBe('publish /a.tgz --ignore-scripts --tag=latest');
    expect(mode).toBe('600');
    expect(file).toEqual(['@acme:registry=https://npm.example.com/', '//npm.example.com/:_authToken=${NPM_TOKEN}']);
    expect(dirname(folder)).not.toBe(workspace.root);
    registry.close();
    expect(existsSync(folder)).toBe(false);
  });

  it('gets what a person set, not what `npm run` hands on', async () => {
    const outer = { npm_config_registry: 'https://other.example.com', NPM_CONFIG_PROVENANCE: 'true' };
    await asked('env > "$LOG"', outer).publish('/a.tgz', '1.0.0');
    expect(log()).toMatch(/^NPM_CONFIG_PROVENANCE=true$/m);
    expect(log()).toMatch(new RegExp(`^NPM_TOKEN=${TOKEN}$`, 'm'));
    expect(log()).not.toMatch(/npm_config_registry/);
  });

  it('puts a version before its release under a channel of its own', async () => {
    await asked('echo "$@" > "$LOG"').publish('/a.tgz', '2.0.0-next.3');
    expect(log()).toContain('--tag=next');
  });

  it('says why it failed, without the token', async () => {
    const script = `echo "npm error code E403" >&2; echo "npm error 403 Forbidden for ${TOKEN}" >&2; exit 1`;
    await expect(asked(script).publish('/a.tgz', '1.0.0')).rejects.toThrow(/^403 Forbidden for \*\*\*\n/);
  });
});

describe('the content of a version', () => {
  const dist = { integrity: 'sha512-a', shasum: 'b' };
  const requests: string[] = [];
  let server: Server;
  let answer: [number, object];
  beforeEach(async () => {
    requests.length = 0;
    server = createServer(({ url, headers }, response) => {
      requests.push(`${url} ${headers.authorization}`);
      response.writeHead(answer[0], { 'Content-Type': 'application/json' }).end(JSON.stringify(answer[1]));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => server.close());

  const content = (version: string): Promise<unknown> => {
    const { port } = server.address() as AddressInfo;
    const at = { registry: new URL(`http://127.0.0.1:${port}/npm/modules/`), scope: '@acme', token: TOKEN };
    registry = new NpmRegistry(at, {});
    return registry.content('@acme/a', version);
  };

  it('is what the registry says to whoever has the token', async () => {
    answer = [200, { versions: { '1.0.0': { dist } } }];
    expect(await content('1.0.0')).toEqual(dist);
    expect(requests).toEqual([`/npm/modules/@acme%2fa Bearer ${TOKEN}`]);
  });

  it.each<[string, [number, object]]>([
    ['the package', [404, {}]],
    ['the version', [200, { versions: { '0.9.0': { dist } } }]],
  ])('is undefined when the registry does not have %s', async (_, given) => {
    answer = given;
    expect(await content('1.0.0')).toBeUndefined();
  });

  it('is not taken for missing when the registry refuses to answer', async () => {
    answer = [401, { error: 'who are you?' }];
    await expect(content('1.0.0')).rejects.toThrow(/^127\.0\.0\.1:\d+ does not list the versions of @acme\/a: .*401/);
  });
});
