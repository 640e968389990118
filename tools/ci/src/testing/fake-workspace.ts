import { join } from 'node:path';
import { Scratch } from '@restartix/kit/testing';
import type { Context } from '../command';

export const DIGEST = `sha256:${'a'.repeat(64)}`;
export const OTHER_DIGEST = `sha256:${'b'.repeat(64)}`;

/** A plan's summary, as `tools/terraform` writes it. */
export function summaryOf(env: string, digest = DIGEST): object {
  const counts = { create: 0, update: 1, replace: 0, destroy: 0, import: 0, move: 0 };
  const changes = [{ address: 'aws_vpc.network_vpc', type: 'aws_vpc', action: 'update', attributes: ['tags'] }];
  return { env, target: 'cloud', digest, counts, changes, drift: [], outputs: [], dataLoss: [], skipped: [] };
}

/** A workspace of three synthesized environments, whose tools are scripts that a test writes. */
export class FakeWorkspace extends Scratch {
  /** What a change affects, as far as commands are told. */
  private affected: readonly string[] = [];

  constructor() {
    super();
    this.write('nx.json', {});
    this.write('package.json', { workspaces: ['libs/*', 'tools/*'] });
    this.synthesize('bootstrap', { rolesOf: ['staging', 'production'], cloudflare: false });
    for (const env of ['staging', 'production']) this.synthesize(env, { rolesOf: [], cloudflare: true });
  }

  /** What a command gets; `environment` beside the variables that steps have. */
  context(environment: Record<string, string> = {}): Context {
    const files = { GITHUB_OUTPUT: join(this.root, 'output'), GITHUB_STEP_SUMMARY: join(this.root, 'summary') };
    return {
      root: this.root,
      environment: {
        PATH: `${join(this.root, 'bin')}:${process.env['PATH']}`,
        GITHUB_RUN_ID: '4711',
        AWS_ACCOUNTS: '{"staging":"111111111111","production":"222222222222"}',
        ...files,
        ...environment,
      },
      affectedEnvs: () =>
        Promise.resolve(
          ['bootstrap', 'production', 'staging'].map((env) => ({
            env,
            affected: this.affected.includes(env),
            reason: `because of ${env}`,
          })),
        ),
    };
  }

  affect(...envs: string[]): void {
    this.affected = envs;
  }

  /** What the step handed on. */
  outputs(): Record<string, string> {
    const blocks = this.read('output').matchAll(/^([\w-]+)<<(end-\S+)\n([\s\S]*?)\n\2$/gm);
    return Object.fromEntries([...blocks].map(([, name = '', , value = '']) => [name, value]));
  }

  /** What a job uploaded for another one. */
  artifact(folder: string, summary: object, markdown = '## staging: 1 to update'): void {
    this.write(`${folder}/plan-summary.json`, summary);
    this.write(`${folder}/plan.md`, markdown);
  }

  private synthesize(env: string, { rolesOf, cloudflare }: { rolesOf: readonly string[]; cloudflare: boolean }): void {
    const named = rolesOf.flatMap((of) =>
      ['plan', 'apply'].map((role) => [`${of}_roles_${role}_role`, { name: `restartix-${of}-github-${role}` }]),
    );
    const json = {
      terraform: { required_providers: { aws: {}, ...(cloudflare ? { cloudflare: {} } : {}) } },
      provider: { aws: [{ region: 'eu-central-1', default_tags: [{ tags: { Project: 'restartix' } }] }] },
      resource: { aws_iam_role: { other: { name: `restartix-${env}-other` }, ...Object.fromEntries(named) } },
    };
    this.write(`apps/${env}/cdktf.json`, {});
    this.write(`apps/${env}/cdktf.out/stacks/${env}/cdk.tf.json`, json);
  }
}
