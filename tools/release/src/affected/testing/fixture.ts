import { readFileSync, readdirSync, symlinkSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { mustCaptureSync, workspaceRoot } from '@restartix/kit';
import { Scratch } from '@restartix/kit/testing';

const REPOSITORY = workspaceRoot(__dirname);

interface Lock {
  packages: Record<string, { version: string; integrity?: string; link?: boolean }>;
}

/** A small workspace with real git history: three environments on four modules. */
export class Fixture extends Scratch {
  constructor() {
    super();
    for (const [path, content] of Object.entries(FILES)) this.write(path, content);
    this.write('package-lock.json', this.lock());
    this.link();
    this.commit('start');
  }

  /** Replaces a text that must be there. */
  edit(path: string, before: string, after: string): void {
    const text = this.read(path);
    if (!text.includes(before)) throw new Error(`${path} does not hold "${before}"`);
    this.write(path, text.replace(before, after));
  }

  /** Another version in the lock file; nothing is installed. */
  bump(place: string, version: string): void {
    const lock = JSON.parse(this.read('package-lock.json')) as Lock;
    lock.packages[place]!.version = version;
    this.write('package-lock.json', JSON.stringify(lock, null, 2));
  }

  /** Back to main, as it was made. */
  reset(): void {
    this.git('checkout', '-q', '-f', '--detach', 'main');
    this.git('clean', '-qfd');
  }

  /** The environments that plain `nx affected -t plan` would plan. */
  plainNx(base: string): string[] {
    const args = ['show', 'projects', '--affected', '--withTarget=plan', `--base=${base}`, '--head=HEAD', '--json'];
    const stdout = mustCaptureSync(join(REPOSITORY, 'node_modules/.bin/nx'), args, {
      cwd: this.root,
      env: { ...process.env, NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false', NX_WORKSPACE_ROOT_PATH: this.root },
    });
    return (JSON.parse(stdout.slice(stdout.indexOf('['))) as string[]).sort();
  }

  /** What this repository has installed, as its lock file says it. */
  private lock(): string {
    const { packages } = JSON.parse(readFileSync(join(REPOSITORY, 'package-lock.json'), 'utf8')) as Lock;
    const installed = Object.entries(packages).filter(
      ([place, { link }]) => place.startsWith('node_modules/') && !link,
    );
    return JSON.stringify({ name: 'fixture', lockfileVersion: 3, packages: Object.fromEntries(installed) }, null, 2);
  }

  private link(): void {
    const installed = join(REPOSITORY, 'node_modules');
    mkdirSync(join(this.root, 'node_modules/@fixture'), { recursive: true });
    for (const name of readdirSync(installed).filter((each) => each !== '@restartix'))
      symlinkSync(join(installed, name), join(this.root, 'node_modules', name));
    for (const group of ['libs', 'apps', 'tools'])
      for (const name of readdirSync(join(this.root, group)))
        symlinkSync(join(this.root, group, name), join(this.root, 'node_modules/@fixture', name));
  }
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

const exported = { '.': { '@restartix/source': './src/index.ts', default: './dist/index.js' } };

function lib(
  name: string,
  dependencies: Record<string, string>,
  peers: readonly string[] = [],
): Record<string, string> {
  const peerDependencies = Object.fromEntries(
    ['cdktf', 'constructs', '@cdktf/provider-aws', ...peers].map((p) => [p, '*']),
  );
  return {
    [`libs/${name}/package.json`]: json({
      name: `@fixture/${name}`,
      version: '1.0.0',
      exports: exported,
      dependencies,
      peerDependencies,
      nx: { name },
    }),
    [`libs/${name}/README.md`]: `# ${name}\n`,
    [`libs/${name}/src/index.spec.ts`]: 'it("works", () => undefined);\n',
  };
}

function app(name: string, dependencies: readonly string[], main: string): Record<string, string> {
  return {
    [`apps/${name}/package.json`]: json({
      name: `@fixture/${name}`,
      private: true,
      dependencies: Object.fromEntries(['core', ...dependencies].map((each) => [`@fixture/${each}`, '*'])),
      nx: { name, targets: { plan: { executor: 'nx:noop' } } },
    }),
    [`apps/${name}/cdktf.json`]: json({ language: 'typescript', app: 'node dist/main.js' }),
    [`apps/${name}/README.md`]: `# ${name}\n`,
    [`apps/${name}/src/main.ts`]: main,
  };
}

const FILES: Readonly<Record<string, string>> = {
  'package.json': json({
    name: 'fixture',
    private: true,
    workspaces: ['libs/*', 'apps/*', 'tools/*'],
    scripts: { hello: 'echo hello' },
    devDependencies: {
      cdktf: '*',
      constructs: '*',
      '@cdktf/provider-aws': '*',
      '@cdktf/provider-cloudflare': '*',
      prettier: '*',
    },
  }),
  'nx.json': json({
    defaultBase: 'main',
    pluginsConfig: { '@nx/js': { projectsAffectedByDependencyUpdates: 'auto' } },
  }),
  'tsconfig.base.json': json({
    compilerOptions: { target: 'es2022', module: 'nodenext', customConditions: ['@restartix/source'] },
  }),
  '.gitignore': 'node_modules\n.nx\ncdktf.out\n',
  'README.md': '# fixture\n',
  'docs/guide.md': '# guide\n',
  '.github/workflows/ci.yml': 'on: push\n',
  '.changeset/one.md': '---\n---\n',
  'tools/lint/package.json': json({ name: '@fixture/lint', nx: { name: 'lint' } }),
  'tools/lint/src/index.js': 'exports.rules = {};\n',

  ...lib('core', {}),
  'libs/core/src/index.ts': `import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';

export function env(name: string, build: (stack: TerraformStack) => void): void {
  const app = new App();
  const stack = new TerraformStack(app, name);
  new AwsProvider(stack, 'aws', { region: 'eu-central-1', defaultTags: [{ tags: { Owner: 'platform' } }] });
  build(stack);
  app.synth();
}
`,

  ...lib('network', { '@fixture/core': '^1.0.0' }),
  'libs/network/src/index.ts': `import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Construct } from 'constructs';

export interface NetworkConfig {
  readonly cidr?: string;
  readonly dns: boolean;
}

/** A network. */
export class Network extends Construct {
  constructor(scope: Construct, id: string, { cidr = '10.0.0.0/16', dns }: NetworkConfig) {
    super(scope, id);
    new Vpc(this, 'vpc', { cidrBlock: cidr, enableDnsHostnames: dns, enableDnsSupport: true });
  }
}
`,

  ...lib('storage', { '@fixture/core': '^1.0.0' }),
  'libs/storage/scripts/clean.sh': 'rm -rf /tmp/old\n',
  'libs/storage/src/names.ts': `export const bucketName = (env: string): string => \`uploads-\${env}\`;\n`,
  'libs/storage/src/index.ts': `import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { Construct } from 'constructs';
import { bucketName } from './names';

export class Storage extends Construct {
  constructor(scope: Construct, id: string, env: string) {
    super(scope, id);
    const script = readFileSync(join(__dirname, '../scripts/clean.sh'), 'utf8');
    new S3Bucket(this, 'bucket', { bucket: bucketName(env), tags: { script } });
  }
}
`,

  ...lib('edge', { '@fixture/core': '^1.0.0' }, ['@cdktf/provider-cloudflare']),
  'libs/edge/src/index.ts': `import { DnsRecord } from '@cdktf/provider-cloudflare/lib/dns-record';
import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { Construct } from 'constructs';

export class Edge extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new CloudflareProvider(this, 'cloudflare');
    new DnsRecord(this, 'api', { zoneId: 'z', name: 'api', type: 'A', ttl: 1, content: '192.0.2.1' });
  }
}
`,

  ...app('bootstrap', [], `import { env } from '@fixture/core';\n\nenv('bootstrap', () => undefined);\n`),
  ...app(
    'staging',
    ['network'],
    `import { env } from '@fixture/core';
import { Network } from '@fixture/network';

env('staging', (stack) => {
  new Network(stack, 'network', { dns: true });
});
`,
  ),
  ...app(
    'production',
    ['edge', 'network', 'storage'],
    `import { env } from '@fixture/core';
import { Edge } from '@fixture/edge';
import { Network } from '@fixture/network';
import { Storage } from '@fixture/storage';

env('production', (stack) => {
  new Network(stack, 'network', { cidr: '10.1.0.0/16', dns: true });
  new Storage(stack, 'storage', 'production');
  new Edge(stack, 'edge');
});
`,
  ),
};
