import { actionlint, canLint } from './actionlint';
import { workflowFiles } from './files';
import { RULES, workflowProblems } from './rules';
import type { WorkflowFile } from './workflow';
import { cpSync, mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '@restartix/kit';

const ROOT = workspaceRoot(__dirname);
const FILES = workflowFiles(ROOT);

function file(name: string): WorkflowFile {
  return FILES.find((each) => each.file.endsWith(name))!;
}

/** The file with one place of it changed; the place must be there. */
function broken(name: string, before: string | RegExp, after: string): WorkflowFile {
  const { text, file: path } = file(name);
  const changed = text.replace(before, after);
  if (changed === text) throw new Error(`${name} does not hold ${before}`);
  return { file: path, text: changed };
}

const GUARD = 'if: github.event.pull_request.head.repo.full_name == github.repository';

/** For each rule, how a change of a real workflow breaks it. */
const BREAKS: Readonly<Record<keyof typeof RULES, readonly WorkflowFile[]>> = {
  'no right for the whole workflow': [
    broken('pull-request.yml', 'permissions: {}', 'permissions: write-all'),
    broken('drift.yml', 'permissions: {}\n', ''),
  ],
  'each job names its rights': [
    broken('drift.yml', '    permissions:\n      contents: read\n', ''),
    broken('drift.yml', 'permissions:\n      contents: read\n', 'permissions: read-all\n'),
  ],
  'each job ends': [broken('drift.yml', '    timeout-minutes: 20\n', '')],
  'actions are pinned by commit': [
    broken('drift.yml', /actions\/checkout@[0-9a-f]{40} # v\S+/, 'actions/checkout@v6'),
    broken('drift.yml', /(actions\/checkout@[0-9a-f]{40}) # v\S+/, '$1'),
    broken('setup/action.yml', /actions\/setup-node@[0-9a-f]{40}/, 'actions/setup-node@48b55a0'),
  ],
  'scripts get values by env': [
    broken('deploy-production.yml', '--digest="$DIGEST"', '--digest="${{ inputs.digest }}"'),
    broken('pull-request.yml', 'run: npm test', "run: echo '${{ github.event.pull_request.title }}'"),
  ],
  'logic is in scripts': [
    broken('drift.yml', 'run: npx nx run-many -t synth', 'run: npx nx run-many -t synth || true'),
    broken('drift.yml', 'run: npx nx run-many -t synth', 'run: |\n          npm ci\n          npm test'),
    broken('drift.yml', 'run: npx nx run-many -t synth', 'run: npx nx run "$(cat x)"'),
    broken('drift.yml', 'run: npx nx run-many -t synth', 'run: curl https://example.org'),
  ],
  'no checkout keeps the token': [broken('release.yml', '          persist-credentials: false\n', '')],
  'no pull_request_target': [broken('pull-request.yml', 'pull_request:', 'pull_request_target:')],
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

  it.each(FILES)('have nothing wrong in $file', (each) => {
    expect(workflowProblems(each)).toEqual([]);
  });

  it('upload no plan that has values in the clear', () => {
    for (const { text } of FILES) expect(text).not.toMatch(/\.tf\/?\s*$|\.tf\/(tfplan|\*)/m);
  });

  // Without Go it cannot be built; the run then names this test as skipped.
  (canLint(ROOT) ? it : it.skip)(
    'pass actionlint, which does find a mistake',
    () => {
      expect(actionlint(ROOT)).toBe('');

      const copy = mkdtempSync(join(tmpdir(), 'workflows-'));
      mkdirSync(join(copy, '.git'));
      cpSync(join(ROOT, '.github'), join(copy, '.github'), { recursive: true });
      symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
      const { file: path, text } = broken('drift.yml', 'needs: envs', 'needs: environments');
      writeFileSync(join(copy, path), text);
      const said = actionlint(copy);
      rmSync(copy, { recursive: true });
      expect(said).toMatch(/drift\.yml.*environments/);
    },
    180_000,
  );
});

describe('each rule', () => {
  it.each(Object.keys(RULES))('is broken by a test: %s', (name) => {
    expect(BREAKS[name]?.length).toBeGreaterThan(0);
  });

  it.each(Object.entries(BREAKS).flatMap(([name, files]) => files.map((each, index) => ({ name, index, each }))))(
    'finds what is wrong: $name ($index)',
    ({ name, each }) => {
      expect(workflowProblems(each).join('\n')).toContain(`${each.file}: ${name}: `);
    },
  );
});
