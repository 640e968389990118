import type { Fixture } from './fixture';

/** A change, and what it must affect. */
interface Case {
  readonly change: string;
  readonly make: (fixture: Fixture) => void;
  /** Env → what the reason says. */
  readonly affected: Readonly<Record<string, RegExp>>;
  /** What plain `nx affected` would plan, for comparison. */
  readonly nx: readonly string[];
}

const ALL = ['bootstrap', 'production', 'staging'];
const NETWORK = ['production', 'staging'];
const VPC = /^changes aws_vpc\.network_vpc/;

/** The executable specification of what is affected. */
export const CASES: readonly Case[] = [
  { change: 'nothing', make: () => undefined, affected: {}, nx: [] },
  { change: "the repository's README", make: (f) => f.write('README.md', '# more\n'), affected: {}, nx: [] },
  { change: 'a page of the docs', make: (f) => f.write('docs/guide.md', '# more\n'), affected: {}, nx: [] },
  {
    change: 'a workflow',
    make: (f) => f.write('.github/workflows/ci.yml', 'on: pull_request\n'),
    affected: {},
    nx: [],
  },
  { change: 'a changeset', make: (f) => f.write('.changeset/two.md', '---\n---\nmore\n'), affected: {}, nx: [] },
  {
    change: "a module's README",
    make: (f) => f.write('libs/network/README.md', '# more\n'),
    affected: {},
    nx: NETWORK,
  },
  { change: "a module's test", make: (f) => f.write('libs/network/src/index.spec.ts', ''), affected: {}, nx: NETWORK },
  {
    change: "an environment's README",
    make: (f) => f.write('apps/staging/README.md', '# more\n'),
    affected: {},
    nx: ['staging'],
  },
  {
    change: 'a comment in a module',
    make: (f) => f.edit('libs/network/src/index.ts', '/** A network. */', '/** A network of our own. */'),
    affected: {},
    nx: NETWORK,
  },
  {
    change: 'a module reformatted',
    make: (f) => f.write('libs/network/src/index.ts', f.read('libs/network/src/index.ts').replaceAll('  ', '    ')),
    affected: {},
    nx: NETWORK,
  },
  {
    change: 'a refactoring: a function in a file of its own',
    make: (f) => {
      f.write('libs/storage/src/bucket-name.ts', f.read('libs/storage/src/names.ts'));
      f.remove('libs/storage/src/names.ts');
      f.edit('libs/storage/src/index.ts', './names', './bucket-name');
    },
    affected: {},
    nx: ['production'],
  },
  {
    change: 'a new input that nobody gives',
    make: (f) => f.edit('libs/network/src/index.ts', 'readonly dns', 'readonly flowLogs?: boolean;\n  readonly dns'),
    affected: {},
    nx: NETWORK,
  },
  {
    change: 'a default that one environment leaves and the other sets',
    make: (f) => f.edit('libs/network/src/index.ts', '10.0.0.0/16', '10.9.0.0/16'),
    affected: { staging: VPC },
    nx: NETWORK,
  },
  {
    change: 'a module that two environments use',
    make: (f) => f.edit('libs/network/src/index.ts', 'enableDnsSupport: true', 'enableDnsSupport: false'),
    affected: { staging: VPC, production: VPC },
    nx: NETWORK,
  },
  {
    change: 'a module that one environment uses',
    make: (f) => f.edit('libs/storage/src/names.ts', 'uploads-', 'files-'),
    affected: { production: /^changes aws_s3_bucket\.storage_bucket/ },
    nx: ['production'],
  },
  {
    change: 'a script that a module reads when it is synthesized',
    make: (f) => f.write('libs/storage/scripts/clean.sh', 'rm -rf /tmp/older\n'),
    affected: { production: /^changes aws_s3_bucket\.storage_bucket/ },
    nx: ['production'],
  },
  {
    change: "a construct's id, and so an address",
    make: (f) => f.edit('libs/network/src/index.ts', "'vpc'", "'main'"),
    affected: { staging: /^removes aws_vpc\.\S+, adds aws_vpc\./, production: /^removes aws_vpc\.\S+, adds aws_vpc\./ },
    nx: NETWORK,
  },
  {
    change: 'a tag in core',
    make: (f) => f.edit('libs/core/src/index.ts', "'platform'", "'infrastructure'"),
    affected: { bootstrap: /provider\.aws/, staging: /provider\.aws/, production: /provider\.aws/ },
    nx: ALL,
  },
  {
    change: "an environment's own sources",
    make: (f) => f.edit('apps/production/src/main.ts', '10.1.0.0/16', '10.2.0.0/16'),
    affected: { production: VPC },
    nx: ['production'],
  },
  {
    change: "an environment's sources, to the same effect",
    make: (f) => f.edit('apps/staging/src/main.ts', '{ dns: true }', "{ dns: true, cidr: '10.0.0.0/16' }"),
    affected: {},
    nx: ['staging'],
  },
  {
    change: 'a tool that no environment is made of',
    make: (f) => f.write('tools/lint/src/index.js', 'exports.rules = { more: true };\n'),
    affected: {},
    nx: [],
  },
  {
    change: 'another version of the AWS provider in the lock file',
    make: (f) => f.bump('node_modules/@cdktf/provider-aws', '20.1.1'),
    affected: { bootstrap: /provider-aws \S+ → 20\.1\.1/, staging: /provider-aws/, production: /provider-aws/ },
    nx: ALL,
  },
  {
    change: 'another version of the Cloudflare provider in the lock file',
    make: (f) => f.bump('node_modules/@cdktf/provider-cloudflare', '13.9.2'),
    affected: { production: /provider-cloudflare \S+ → 13\.9\.2/ },
    nx: ['production'],
  },
  {
    change: 'another version of constructs in the lock file',
    make: (f) => f.bump('node_modules/constructs', '10.99.0'),
    affected: { bootstrap: /constructs/, staging: /constructs/, production: /constructs/ },
    nx: ALL,
  },
  {
    change: 'another version of a development tool in the lock file',
    make: (f) => f.bump('node_modules/prettier', '99.0.0'),
    affected: {},
    nx: [],
  },
  {
    change: "the workspace's scripts",
    make: (f) => f.edit('package.json', 'echo hello', 'echo bye'),
    affected: {},
    nx: [],
  },
  {
    change: "the compiler's settings, to the same effect",
    make: (f) => f.edit('tsconfig.base.json', 'es2022', 'es2023'),
    affected: {},
    nx: ALL,
  },
  { change: "Nx's settings", make: (f) => f.edit('nx.json', '"auto"', '"all"'), affected: {}, nx: ALL },
  {
    change: "a module's version",
    make: (f) => f.edit('libs/network/package.json', '1.0.0', '1.1.0'),
    affected: {},
    nx: NETWORK,
  },
  {
    change: 'a new environment',
    make: (f) => {
      for (const file of ['package.json', 'cdktf.json', 'src/main.ts'])
        f.write(`apps/preview/${file}`, f.read(`apps/staging/${file}`).replaceAll('staging', 'preview'));
    },
    affected: { preview: /^it is new$/ },
    nx: ['preview'],
  },
  {
    change: 'an environment removed',
    make: (f) => f.remove('apps/staging'),
    affected: {},
    nx: ['bootstrap', 'production'],
  },
  {
    change: 'a module removed, and its use',
    make: (f) => {
      f.remove('libs/storage');
      f.edit('apps/production/package.json', '"@fixture/storage": "*"', '"@fixture/core": "*"');
      f.edit('apps/production/src/main.ts', "import { Storage } from '@fixture/storage';\n", '');
      f.edit('apps/production/src/main.ts', "  new Storage(stack, 'storage', 'production');\n", '');
    },
    affected: { production: /^removes aws_s3_bucket\.storage_bucket/ },
    nx: ALL,
  },
];
