import { CHECKS } from '../setup/checks';
import { useFakes } from '../testing/use-fakes';
import { checkSetup } from './check-setup';

const fakes = useFakes();

const REVIEW = {
  required_approving_review_count: 1,
  dismiss_stale_reviews_on_push: true,
  require_code_owner_review: true,
  require_last_push_approval: true,
};
const RULES = [
  { type: 'pull_request', ruleset_id: 5, parameters: REVIEW },
  { type: 'required_status_checks', ruleset_id: 5, parameters: { required_status_checks: [{ context: 'Verify' }] } },
  { type: 'non_fast_forward', ruleset_id: 5 },
  { type: 'deletion', ruleset_id: 5 },
];
const SELECTED = { protected_branches: false, custom_branch_policies: true };
const REVIEWERS = { type: 'required_reviewers', prevent_self_review: true, reviewers: [{ type: 'Team' }] };
const STAGING = { name: 'staging', deployment_branch_policy: SELECTED, protection_rules: [] };
const PRODUCTION = {
  name: 'production',
  can_admins_bypass: false,
  deployment_branch_policy: SELECTED,
  protection_rules: [REVIEWERS],
};

/** A repository that is set up as docs/workflows.md says. */
const GOOD: Readonly<Record<string, unknown>> = {
  '': { default_branch: 'main' },
  '/environments': { environments: [STAGING, PRODUCTION] },
  '/environments/staging/deployment-branch-policies': { branch_policies: [{ name: 'main' }] },
  '/environments/production/deployment-branch-policies': { branch_policies: [{ name: 'main' }] },
  '/rules/branches/main': RULES,
  '/rulesets/5': { id: 5, name: 'main', bypass_actors: [] },
  '/actions/permissions': { enabled: true, sha_pinning_required: true },
  '/actions/permissions/workflow': { default_workflow_permissions: 'read' },
  '/actions/permissions/fork-pr-contributor-approval': { approval_policy: 'all_external_contributors' },
  '/actions/oidc/customization/sub': { use_default: true },
  '/actions/variables/AWS_ACCOUNTS': { value: '{"staging":"111111111111","production":"222222222222"}' },
  '/actions/secrets': { secrets: [] },
  '/codeowners/errors': { errors: [] },
};

beforeEach(() => {
  for (const [path, answer] of Object.entries(GOOD)) fakes.github.settings.set(path, answer);
  const jobs = { a: { environment: 'staging' }, b: { environment: { name: 'production' } } };
  fakes.workspace.write('.github/workflows/deploy.yml', JSON.stringify({ jobs }));
});

async function run(): Promise<{ readonly code: number; readonly text: string }> {
  const code = await checkSetup([], fakes.workspace.context(fakes.github.environment));
  const lines = jest.mocked(console.log).mock.calls.map(([line]) => String(line));
  return { code, text: lines.join('\n') };
}

const review = (change: object): unknown => [{ ...RULES[0], parameters: { ...REVIEW, ...change } }, ...RULES.slice(1)];
const production = (change: object): unknown => ({ environments: [STAGING, { ...PRODUCTION, ...change }] });
const without = (type: string): unknown => RULES.filter((rule) => rule.type !== type);

/** What makes each check find something: the setting, its value and what is said. */
const BAD: readonly (readonly [keyof typeof CHECKS, string, unknown, RegExp])[] = [
  [
    'environments deploy from the default branch alone',
    '/environments',
    { environments: [STAGING] },
    /production does not exist[^]*fix: Settings → Environments → production/,
  ],
  [
    'environments deploy from the default branch alone',
    '/environments',
    production({ deployment_branch_policy: null }),
    /production may be entered from any branch/,
  ],
  [
    'environments deploy from the default branch alone',
    '/environments/staging/deployment-branch-policies',
    { branch_policies: [{ name: 'main' }, { name: '*' }] },
    /staging may be entered from main, \*/,
  ],
  [
    'environments deploy from the default branch alone',
    '/environments',
    production({ deployment_branch_policy: { protected_branches: true, custom_branch_policies: false } }),
    /from every protected branch/,
  ],
  ['environments ask somebody else', '/environments', production({ protection_rules: [] }), /requires no reviewer/],
  [
    'environments ask somebody else',
    '/environments',
    production({ protection_rules: [{ ...REVIEWERS, prevent_self_review: false }] }),
    /Who starts a deployment to production may approve it/,
  ],
  [
    'environments ask somebody else',
    '/environments',
    production({ can_admins_bypass: true }),
    /Administrators may bypass/,
  ],
  [
    'the default branch takes reviewed pull requests alone',
    '/rules/branches/main',
    without('pull_request'),
    /main may be pushed to without a pull request/,
  ],
  [
    'the default branch takes reviewed pull requests alone',
    '/rules/branches/main',
    review({ required_approving_review_count: 0 }),
    /with no approval\.[^]*Required approvals: 1/,
  ],
  [
    'the default branch takes reviewed pull requests alone',
    '/rules/branches/main',
    review({ dismiss_stale_reviews_on_push: false }),
    /approval of an earlier commit/,
  ],
  [
    'the default branch takes reviewed pull requests alone',
    '/rules/branches/main',
    review({ require_code_owner_review: false }),
    /no approval of a code owner/,
  ],
  [
    'the default branch takes reviewed pull requests alone',
    '/rules/branches/main',
    review({ require_last_push_approval: false }),
    /approval of who pushed last/,
  ],
  ['the default branch keeps its history and its check', '/rules/branches/main', without('deletion'), /may be deleted/],
  [
    'the default branch keeps its history and its check',
    '/rules/branches/main',
    without('non_fast_forward'),
    /may be overwritten/,
  ],
  [
    'the default branch keeps its history and its check',
    '/rules/branches/main',
    without('required_status_checks'),
    /merged to untested/,
  ],
  ['nobody is above the rules', '/rulesets/5', { id: 5, name: 'main', bypass_actors: [{}] }, /1 may bypass/],
  ['nobody is above the rules', '/rulesets/5', { id: 5, name: 'main' }, /cannot be seen[^]*token of an administrator/],
  [
    'code owners are known',
    '/codeowners/errors',
    { errors: [{ message: 'Unknown owner\nx' }] },
    /error: Unknown owner/,
  ],
  [
    'a token of a workflow may read',
    '/actions/permissions/workflow',
    { default_workflow_permissions: 'write' },
    /names no permissions may write/,
  ],
  ['actions are pinned', '/actions/permissions', { sha_pinning_required: false }, /by a name that can move/],
  [
    'a stranger’s workflow waits',
    '/actions/permissions/fork-pr-contributor-approval',
    { approval_policy: 'first_time_contributors' },
    /runs at once \(first_time_contributors\)/,
  ],
  [
    'the subject of tokens is the one that roles trust',
    '/actions/oidc/customization/sub',
    { use_default: false, include_claim_keys: ['repo'] },
    /subject is customised: repo/,
  ],
  [
    'no secret is open to every branch',
    '/actions/secrets',
    { secrets: [{ name: 'AWS_SECRET_ACCESS_KEY' }] },
    /AWS_SECRET_ACCESS_KEY is readable by a workflow on any branch/,
  ],
  [
    'accounts are known',
    '/actions/variables/AWS_ACCOUNTS',
    { value: '{"staging":"111111111111"}' },
    /has no account of production/,
  ],
  ['accounts are known', '/actions/variables/AWS_ACCOUNTS', { value: 'staging' }, /has no account of staging/],
];

describe('check-setup', () => {
  it('finds nothing in a repository that is set up as documented', async () => {
    const { code, text } = await run();
    expect(text).toMatch(/The repository is set up\.$/);
    expect(code).toBe(0);
  });

  it.each(Object.keys(CHECKS))('is shown to find something: %s', (check) => {
    expect(BAD.map(([name]) => name)).toContain(check);
  });

  it.each(BAD)('says what is wrong, and the fix: %s (%s)', async (check, path, answer, expected) => {
    fakes.github.settings.set(path, answer);
    const { code, text } = await run();
    expect(code).toBe(1);
    expect(text).toContain(`no  ${check}\n`);
    expect(text).toMatch(expected);
    expect(text).toMatch(/\n[12] to fix\.$/);
  });

  it.each([
    '/actions/permissions/workflow',
    '/actions/secrets',
    '/actions/oidc/customization/sub',
    '/codeowners/errors',
  ])('takes what the token may not see for a finding: %s', async (path) => {
    fakes.github.settings.delete(path);
    const { code, text } = await run();
    expect(code).toBe(1);
    expect(text).toMatch(/cannot be seen[^]*token of an administrator/);
  });
});
