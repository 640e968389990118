import { identitiesOf, workflowFiles } from '@restartix/ci';
import { Synthesized, type Block } from '@restartix/testing';
import { BOOTSTRAP, ENV_NAMES, type EnvName } from '../environments';
import { GITHUB, REPOSITORY } from '../repository';

const IDENTITIES = workflowFiles(REPOSITORY).flatMap((file) =>
  identitiesOf(file).map((identity) => ({ file: file.file.replace('.github/workflows/', ''), ...identity })),
);

/** What a role of an environment trusts of a claim: by default the subjects. */
function trusted(env: EnvName, role: 'plan' | 'apply' | 'deploy' | 'drill', claim = 'sub'): string[] {
  const { assume_role_policy: policy } = BOOTSTRAP.synthesized.resource('aws_iam_role', `${env}_roles_${role}_role`);
  const statements = Synthesized.parse(policy)['Statement'] as Block[];
  return statements.flatMap(({ Condition }) => {
    const claims = (Condition as Record<string, Record<string, string | string[]>>)['StringEquals'];
    return [claims?.[`token.actions.githubusercontent.com:${claim}`] ?? []].flat();
  });
}

function subject(context: string): string {
  return `repo:${GITHUB.org}/${GITHUB.repo}:${context}`;
}

function workflow(file: string): string {
  return `${GITHUB.org}/${GITHUB.repo}/.github/workflows/${file}@refs/heads/main`;
}

/** A job for all environments assumes the role of each. */
const ASKED = IDENTITIES.flatMap(({ file, job, role, env, contexts }) =>
  ENV_NAMES.filter((name) => env === undefined || env === name).flatMap((name) =>
    contexts.map((context) => ({ file, job, role, env: name, context: context.replace('{env}', name) })),
  ),
);

describe('the workflows and the roles', () => {
  it('match in these jobs', () => {
    const lines = IDENTITIES.map(
      ({ file, job, role, env = 'each', contexts }) => `${file} ${job}: ${role} of ${env} as ${contexts.join(', ')}`,
    );
    expect(lines.sort()).toEqual([
      'deploy-application.yml deploy: deploy of each as environment:{env}',
      'deploy-production.yml deploy: apply of production as environment:production',
      'deploy-production.yml plan: plan of production as ref:refs/heads/main',
      'deploy-staging.yml deploy: apply of staging as environment:staging',
      'drift.yml drift: plan of each as ref:refs/heads/main',
      'plan.yml plan: plan of each as ref:refs/heads/main',
      'restore-drill.yml drill: drill of production as ref:refs/heads/main',
    ]);
  });

  it.each(ASKED)('agree that $file $job has the $role role of $env as $context', ({ file, role, env, context }) => {
    expect(trusted(env, role)).toContain(subject(context));
    expect(trusted(env, role, 'job_workflow_ref')).toContain(workflow(file));
  });

  it.each(ENV_NAMES)('agree that no other workflow deploys applications to %s', (env) => {
    expect(trusted(env, 'deploy', 'job_workflow_ref')).toEqual([workflow('deploy-application.yml')]);
  });

  it.each(ENV_NAMES)('agree that no other workflow plans or applies %s', (env) => {
    const asking = (of: string): string[] =>
      ASKED.filter(({ role, env: name }) => role === of && name === env).map(({ file }) => workflow(file));
    expect(trusted(env, 'apply', 'job_workflow_ref')).toEqual([...new Set(asking('apply'))]);
    expect(trusted(env, 'plan', 'job_workflow_ref')).toEqual(expect.arrayContaining(asking('plan')));
    for (const file of ['pull-request.yml', 'synthesize.yml', 'release.yml']) {
      expect(trusted(env, 'plan', 'job_workflow_ref')).not.toContain(workflow(file));
    }
  });

  it.each(ENV_NAMES)('agree that no pull request has a role of %s', (env) => {
    for (const role of ['plan', 'apply', 'deploy'] as const) {
      expect(trusted(env, role).filter((each) => each.endsWith(':pull_request'))).toEqual([]);
    }
  });

  it.each(ENV_NAMES)('admit only the own repository to %s', (env) => {
    for (const role of ['plan', 'apply', 'deploy'] as const) {
      expect(trusted(env, role).filter((each) => !each.startsWith(subject('')))).toEqual([]);
    }
  });

  it.each([
    ['another environment', { 'environment: staging': 'environment: production' }],
    ['another branch', { '    environment: staging\n': '', "'refs/heads/main'": "'refs/heads/next'" }],
    [
      'no branch',
      {
        '    environment: staging\n': '',
        " && github.ref == 'refs/heads/main'": '',
        "    if: github.ref == 'refs/heads/main'\n": '',
      },
    ],
  ])('would not agree on a job with %s', (_, changes) => {
    const { file, text } = workflowFiles(REPOSITORY).find((each) => each.file.endsWith('deploy-staging.yml'))!;
    const changed = Object.entries(changes).reduce((all, [before, after]) => {
      expect(all).toContain(before);
      return all.replace(before, after);
    }, text);
    const [context, ...more] = identitiesOf({ file, text: changed }).flatMap(({ contexts }) => contexts);
    expect(more).toEqual([]);
    expect(trusted('staging', 'apply')).not.toContain(subject(context!));
  });
});
