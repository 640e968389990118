import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EmptyWorkspace } from './empty-workspace';

interface Target {
  readonly options?: { readonly command?: string };
  readonly dependsOn?: readonly unknown[];
  readonly cache?: boolean;
}

describe('the Nx plugin, in an empty workspace of a consumer', () => {
  let workspace: EmptyWorkspace;

  beforeAll(() => {
    workspace = new EmptyWorkspace();
    workspace.nx(
      'g',
      '@restartix/nx-cdktf:env',
      'demo',
      '--accountId=123456789012',
      '--region=eu-north-1',
      '--skip-install',
    );
    workspace.nx('g', '@restartix/nx-cdktf:module', 'queue', '--description=The queue of work.');
  });
  afterAll(() => workspace?.close());

  const targets = (project: string): Record<string, Target> =>
    (JSON.parse(workspace.nx('show', 'project', project, '--json')) as { targets: Record<string, Target> }).targets;

  it('infers the targets of the generated environment, of which synth and build alone are cached', () => {
    const found = targets('demo');
    expect(Object.keys(found)).toEqual(
      expect.arrayContaining(['build', 'synth', 'init', 'validate', 'plan', 'deploy', 'drift', 'destroy', 'output']),
    );
    expect(Object.keys(found).filter((name) => found[name]?.cache)).toEqual(['synth', 'build']);
    expect(found['deploy']?.options?.command).toBe(
      '${TERRAFORM_BINARY_NAME:-terraform} -chdir=cdktf.out/stacks/demo apply',
    );
  });

  it('has generated what compiles and passes its own tests', () => {
    workspace.nx('run-many', '-t', 'typecheck', 'test');
    workspace.must(join(workspace.root, 'node_modules/.bin/prettier'), '--check', 'apps', 'libs');
  });

  it('synthesizes and validates a module in the environment, with Terraform itself', () => {
    workspace.edit('apps/demo/package.json', '"dependencies": {', '"dependencies": {\n    "@acme/queue": "*",');
    workspace.edit(
      'apps/demo/tsconfig.lib.json',
      '"references": []',
      '"references": [{ "path": "../../libs/queue/tsconfig.lib.json" }]',
    );
    const stack = 'apps/demo/src/demo.stack.ts';
    workspace.edit(stack, "from 'constructs';\n", "from 'constructs';\nimport { Queue } from '@acme/queue';\n");
    const tags = 'config.tags }],\n    });\n';
    workspace.edit(stack, tags, `${tags}    new Queue(this, 'queue');\n`);

    expect(workspace.nx('run', 'demo:validate')).toContain('Success! The configuration is valid.');
    const json = JSON.parse(workspace.read('apps/demo/cdktf.out/stacks/demo/cdk.tf.json')) as {
      provider: { aws: object[] };
      resource: { aws_cloudwatch_log_group: Record<string, object> };
    };
    expect(json.provider.aws).toMatchObject([{ region: 'eu-north-1', default_tags: [{ tags: { Project: 'acme' } }] }]);
    expect(Object.values(json.resource.aws_cloudwatch_log_group)).toMatchObject([{ name: '/queue' }]);
    expect(JSON.stringify(json)).not.toContain('restartix');
  });

  it('runs the commands against the state, and leaves everything that Terraform writes where git does not look', () => {
    // What Terraform itself keeps needs no account.
    workspace.edit(
      'apps/demo/src/demo.stack.ts',
      "    new Queue(this, 'queue');\n",
      "    new DataResource(this, 'one');\n",
    );
    workspace.edit('apps/demo/src/demo.stack.ts', 'import { LocalBackend,', 'import { DataResource, LocalBackend,');
    workspace.edit('apps/demo/src/demo.stack.ts', "import { Queue } from '@acme/queue';\n", '');
    expect(workspace.nx('run', 'demo:plan')).toContain('Plan: 1 to add, 0 to change, 0 to destroy.');
    expect(existsSync(join(workspace.root, 'apps/demo/.tf/tfplan'))).toBe(true);
    expect(workspace.nx('run', 'demo:deploy', '--', '-auto-approve')).toContain('Resources: 1 added');
    expect(existsSync(join(workspace.root, 'apps/demo/.tf/terraform.tfstate'))).toBe(true);
    expect(workspace.nx('run', 'demo:drift')).toContain('No changes.');
    expect(workspace.must('git', 'status', '--short', '--untracked-files=all')).not.toMatch(
      /\.tf\/|cdktf\.out|tfstate/,
    );
  });

  it('changes nothing when a generator runs again', () => {
    workspace.must('git', 'add', '-A');
    workspace.nx('g', '@restartix/nx-cdktf:env', 'demo');
    workspace.nx('g', '@restartix/nx-cdktf:module', 'queue');
    expect(workspace.must('git', 'diff', '--stat')).toBe('');
  });

  it('fails without a terminal when an option is missing, and names it', () => {
    expect(() => workspace.nx('g', '@restartix/nx-cdktf:module')).toThrow(
      'Pass a name: npx nx g @restartix/nx-cdktf:module queue',
    );
    expect(() => workspace.nx('g', '@restartix/nx-cdktf:service', 'reports')).toThrow(
      '(allowed: a workspace where libs/platform/src/services.ts has the line',
    );
  });
});
