import { workflowFiles } from './files';
import { RULES, workflowProblems } from './rules';
import { breaking } from './testing/breaking';
import type { WorkflowFile } from './workflow';
import { workspaceRoot } from '@restartix/kit';

const ROOT = workspaceRoot(__dirname);
const FILES = workflowFiles(ROOT);
const broken = breaking(FILES);

const GUARD = 'if: github.event.pull_request.head.repo.full_name == github.repository';

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
  'a fork gets no right': [
    broken('pull-request.yml', GUARD, 'if: github.actor'),
    broken('pull-request.yml', "&& needs.affected.result == 'success'", ''),
    broken('pull-request.yml', '    permissions:\n      contents: read', '    permissions:\n      contents: write'),
  ],
  'a pull request gets no secret': [broken('pull-request.yml', '${{ github.token }}', '${{ secrets.NPM_TOKEN }}')],
  'a pull request enters no environment': [
    broken('pull-request.yml', '    needs: affected\n', '    needs: affected\n    environment: staging\n'),
  ],
  'who may write runs no code of the pull request': [
    broken('pull-request.yml', '          ref: ${{ github.event.pull_request.base.sha }}\n', ''),
    broken('pull-request.yml', 'pull_request.base.sha }}', 'pull_request.head.sha }}'),
  ],
  'a deployment is never interrupted': [
    broken('deploy-staging.yml', 'cancel-in-progress: false', 'cancel-in-progress: true'),
    broken('deploy-production.yml', '      cancel-in-progress: false\n', ''),
    broken('release.yml', /concurrency:\n( {2}.*\n)+/, ''),
  ],
  'an overtaken plan is cancelled': [
    broken('pull-request.yml', 'cancel-in-progress: true', 'cancel-in-progress: false'),
  ],
  'one at a time': [broken('drift.yml', /concurrency:\n( {2}.*\n)+/, '')],
};

describe('the workflows', () => {
  it('are all there', () => {
    const names = ['pull-request', 'deploy-staging', 'deploy-production', 'drift', 'release'];
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
