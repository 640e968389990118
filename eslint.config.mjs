import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import jsonc from 'jsonc-eslint-parser';
import tseslint from 'typescript-eslint';

/** What each kind of project may use. Modules meet in environments, never in each other. */
const boundaries = [
  { sourceTag: 'type:env', onlyDependOnLibsWithTags: ['type:platform', 'type:module', 'type:core', 'type:testing'] },
  { sourceTag: 'type:platform', onlyDependOnLibsWithTags: ['type:module', 'type:core', 'type:testing'] },
  { sourceTag: 'type:module', onlyDependOnLibsWithTags: ['type:core', 'type:testing'] },
  { sourceTag: 'type:core', onlyDependOnLibsWithTags: ['type:core', 'type:testing'] },
  { sourceTag: 'type:testing', onlyDependOnLibsWithTags: ['type:core'] },
  {
    sourceTag: 'type:checks',
    onlyDependOnLibsWithTags: ['type:env', 'type:platform', 'type:module', 'type:core', 'type:testing', 'type:tool'],
  },
  { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['type:tool', 'type:core'] },
  {
    sourceTag: 'type:e2e',
    onlyDependOnLibsWithTags: [
      'type:checks',
      'type:tool',
      'type:core',
      'type:testing',
      'type:module',
      'type:platform',
      'type:env',
    ],
  },
];

const providerRoot = {
  regex: '^@cdktf/provider-[^/]+$',
  message:
    "The provider's root loads every resource (540 MB, 2.3 s). Import the one you use: @cdktf/provider-aws/lib/vpc.",
};
const providerConfiguration = {
  regex: '^@cdktf/provider-[^/]+/lib/provider$',
  message:
    'A module configures no provider: the environment does (EnvStack of @restartix/core). Remove the import and let the stack give the provider.',
};
const backend = {
  group: ['cdktf'],
  importNames: ['S3Backend', 'LocalBackend', 'CloudBackend', 'RemoteBackend', 'GcsBackend', 'AzurermBackend'],
  message: 'Only @restartix/core knows where state is kept. Use EnvStack and its `state` option.',
};

/** The shape of a module (CONTRIBUTING.md), as far as a selector can say it. */
const moduleShape = [
  {
    selector: "FunctionDeclaration[id.name!=/^make/] NewExpression[arguments.0.name='scope']",
    message: 'A function that makes resources is called make…, e.g. makeLogGroup.',
  },
  {
    selector: "MethodDefinition[kind='get']:not(:has(ThrowStatement))",
    message: 'An output is a readonly field, declared in the …Outputs interface. A getter is for what may throw.',
  },
  {
    selector:
      "TSTypeAliasDeclaration[id.name='Report'], FunctionDeclaration[id.name=/^(inRange|isWhole|mapValues|mapKeys)$/]",
    message: 'Take it from @restartix/core: ReportProblem, isWhole, checkBounds, mapValues, recordOf.',
  },
];
const checksElsewhere = {
  selector: "CallExpression[callee.name='checkConfig']",
  message: 'The checks of a module are in <module>.checks.ts.',
};

export default tseslint.config(
  {
    ignores: [
      '**/dist',
      '**/out-tsc',
      '**/cdktf.out',
      '**/.tf',
      '**/.emulator',
      '**/.venv',
      '**/coverage',
      '**/reports',
      '.nx',
    ],
  },
  {
    files: ['**/*.{ts,mjs,cjs,js}'],
    extends: [js.configs.recommended],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        module: 'writable',
        require: 'readonly',
        __dirname: 'readonly',
      },
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: true,
          allowCircularSelfDependency: false,
          depConstraints: boundaries,
          // tools/checks is about the environments: the one place that imports them.
          allow: ['@restartix/staging', '@restartix/production'],
        },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // Index access is checked by the compiler (noUncheckedIndexedAccess); the mark says "a line above proved it".
      '@typescript-eslint/no-non-null-assertion': 'off',
      // `new Subnet(this, …)` is how a construct is put into its tree.
      'no-new': 'off',
      'no-restricted-imports': ['error', { patterns: [providerRoot] }],
    },
  },
  {
    files: ['libs/*/src/**/*.ts'],
    ignores: ['libs/core/src/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [providerRoot, providerConfiguration, backend] }] },
  },
  {
    files: ['libs/*/src/**/*.ts'],
    ignores: ['libs/{core,platform,schedule-expression,testing}/**', '**/*.spec.ts', '**/*.checks.ts'],
    rules: { 'no-restricted-syntax': ['error', ...moduleShape, checksElsewhere] },
  },
  {
    files: ['libs/*/src/**/*.checks.ts'],
    rules: { 'no-restricted-syntax': ['error', ...moduleShape] },
  },
  {
    files: ['libs/*/package.json', 'tools/*/package.json', 'apps/*/package.json'],
    plugins: { '@nx': nx },
    languageOptions: { parser: jsonc },
    rules: {
      '@nx/dependency-checks': [
        'error',
        {
          ignoredFiles: [
            '{projectRoot}/{jest,eslint}.config.*',
            '{projectRoot}/**/*.spec.ts',
            '{projectRoot}/examples/**/*',
          ],
          // Peers of the provider bindings: every package that uses one needs all three.
          ignoredDependencies: ['cdktf', 'constructs', '@restartix/testing'],
        },
      ],
    },
  },
  prettier,
);
