import { workflowFiles } from './files';
import { RULES, workflowProblems } from './rules';
import { breaking } from './testing/breaking';
import type { WorkflowFile } from './workflow';
import { workspaceRoot } from '@restartix/kit';

const ROOT = workspaceRoot(__dirname);
const FILES = workflowFiles(ROOT);
const broken = breaking(FILES);

/** For each rule, how a change of a real workflow breaks it. */
const BREAKS: Readonly<Record<keyof typeof RULES, readonly WorkflowFile[]>> = {
  'each job names its rights': [
    broken('drift.yml', '    permissions:\n      contents: read\n', ''),
    broken('drift.yml', 'permissions:\n      contents: read\n', 'permissions: read-all\n'),
  ],
  'each job ends': [broken('drift.yml', '    timeout-minutes: 20\n', '')],
  'logic is in scripts': [
    broken('drift.yml', 'run: npx nx run-many -t synth', 'run: npx nx run-many -t synth || true'),
    broken('drift.yml', 'run: npx nx run-many -t synth', 'run: |\n          npm ci\n          npm test'),
    broken('drift.yml', 'run: npx nx run-many -t synth', 'run: npx nx run "$(cat x)"'),
    broken('drift.yml', 'run: npx nx run-many -t synth', 'run: curl https://example.org'),
  ],
  'a pull request holds no right': [
    broken('synthesize.yml', '      contents: read', '      contents: read\n      id-token: write'),
    broken('pull-request.yml', '      contents: read', '      contents: write'),
    broken('pull-request.yml', '      contents: read', '      contents: read\n      actions: read'),
    broken('pull-request.yml', '    permissions:\n      contents: read', '    permissions: write-all'),
  ],
  'a merge queue gets the checks of a pull request': [broken('pull-request.yml', '  merge_group:\n', '')],
  'a pull request gets no secret': [
    broken('pull-request.yml', "NX_DAEMON: 'false'", "NX_DAEMON: 'false'\n  TOKEN: ${{ secrets.NPM_TOKEN }}"),
  ],
  'a pull request enters no environment': [
    broken('synthesize.yml', '    name: Synthesize\n', '    name: Synthesize\n    environment: staging\n'),
  ],
  'rights run the code of the default branch': [
    broken('synthesize.yml', '  pull_request:\n', '  pull_request_target:\n'),
    broken(
      'plan.yml',
      'persist-credentials: false',
      'persist-credentials: false\n          ref: ${{ github.event.workflow_run.head_sha }}',
    ),
    broken('plan.yml', 'path: synthesis', 'path: apps'),
  ],
  'a reusable workflow runs its own code': [
    broken('deploy-application.yml', '          ref: ${{ job.workflow_sha }}\n', ''),
    broken('deploy-application.yml', '${{ job.workflow_repository }}', '${{ github.repository }}'),
    broken('deploy-application.yml', 'path: images', 'path: tools'),
  ],
  'a deployment is never interrupted': [
    broken('deploy-application.yml', '      cancel-in-progress: false\n', ''),
    broken('deploy-staging.yml', 'cancel-in-progress: false', 'cancel-in-progress: true'),
    broken('deploy-production.yml', '      cancel-in-progress: false\n', ''),
    broken('release.yml', /concurrency:\n( {2}.*\n)+/, ''),
  ],
  'who may publish installs nothing': [
    broken('release.yml', 'node tools/release/bin/publish-packed.mjs', 'npm run release'),
    broken('release.yml', 'node tools/release/bin/publish-packed.mjs', 'npm ci'),
    broken(
      'release.yml',
      '      # Its npm takes part',
      '      - uses: ./.github/actions/setup\n      # Its npm takes part',
    ),
  ],
  'an overtaken plan is cancelled': [
    broken('pull-request.yml', 'cancel-in-progress: true', 'cancel-in-progress: false'),
    broken('plan.yml', 'cancel-in-progress: true', 'cancel-in-progress: false'),
  ],
  'an approval is given with the request at hand': [
    broken('deploy-production.yml', 'show-request', 'show-plan'),
    broken('deploy-staging.yml', '    needs: reviewed\n', ''),
    broken(
      'deploy-staging.yml',
      '    name: What was reviewed\n',
      '    name: What was reviewed\n    environment: staging\n',
    ),
  ],
  'a signal reaches who holds a lock': [
    broken(
      'deploy-staging.yml',
      'exec node tools/ci/dist/cli.js cloudflare-token',
      'node tools/ci/dist/cli.js cloudflare-token',
    ),
    broken('plan.yml', '-- node tools/terraform/dist/cli.js plan', '-- npx nx run staging:plan'),
  ],
  'one at a time': [broken('drift.yml', /concurrency:\n( {2}.*\n)+/, '')],
};

describe('the workflows', () => {
  it('are all there', () => {
    const names = ['pull-request', 'synthesize', 'plan', 'deploy-staging', 'deploy-production', 'drift', 'release'];
    expect(FILES.map((each) => each.file)).toEqual(
      expect.arrayContaining(names.map((name) => `.github/workflows/${name}.yml`)),
    );
  });

  it.each(FILES)('have no problem in $file', (each) => {
    expect(workflowProblems(each)).toEqual([]);
  });

  it('upload no plan that has values in the clear', () => {
    for (const { text } of FILES) expect(text).not.toMatch(/\.tf\/?\s*$|\.tf\/(tfplan|\*)/m);
  });
});

describe('each rule', () => {
  it.each(Object.keys(RULES))('is broken by a test: %s', (name) => {
    expect(BREAKS[name]?.length).toBeGreaterThan(0);
  });

  it.each(Object.entries(BREAKS).flatMap(([name, files]) => files.map((each, index) => ({ name, index, each }))))(
    'finds the problem: $name ($index)',
    ({ name, each }) => {
      expect(workflowProblems(each).join('\n')).toContain(`${each.file}: ${name}: `);
    },
  );
});
