import type { Environment, Settings } from './settings';

/** What is not as it has to be, and what to do about it. */
export interface Finding {
  readonly problem: string;
  readonly fix: string;
}

interface Expected {
  /** The GitHub environments of the workflows. */
  readonly environments: readonly string[];
  /** The environment that a merge deploys, so that nobody is asked. */
  readonly byMerge: string;
  /** The environments that have an account. */
  readonly accounts: readonly string[];
}

type Check = (settings: Settings, expected: Expected) => readonly (Finding | false)[];

const SETTINGS = 'Settings → ';
const UNSEEN = 'Run it with the token of an administrator: GITHUB_TOKEN=$(gh auth token). If one runs it, set it.';

/** What docs/workflows.md asks for, a line each. */
export const CHECKS: Readonly<Record<string, Check>> = {
  'environments deploy from the default branch alone': ({ environments, branch }, expected) =>
    expected.environments.map((name) => {
      const environment = environments.get(name);
      const fix = `${SETTINGS}Environments → ${name} → Deployment branches and tags: Selected branches, ${branch} alone.`;
      if (!environment) return { problem: `The environment ${name} does not exist: GitHub makes it open to all.`, fix };
      const { branches } = environment;
      const only = branches.length === 1 && branches[0] === branch;
      return !only && { problem: `The environment ${name} may be entered from ${entrance(environment)}.`, fix };
    }),

  'environments ask somebody else': ({ environments }, expected) =>
    expected.environments
      .filter((name) => name !== expected.byMerge && environments.has(name))
      .flatMap((name) => {
        const { protection_rules: rules = [], can_admins_bypass: bypass } = environments.get(name)!;
        const asked = rules.find(({ type }) => type === 'required_reviewers');
        const where = `${SETTINGS}Environments → ${name} → `;
        return [
          !asked?.reviewers?.length && {
            problem: `The environment ${name} requires no reviewer.`,
            fix: `${where}Required reviewers.`,
          },
          asked !== undefined &&
            asked.prevent_self_review !== true && {
              problem: `Who starts a deployment to ${name} may approve it.`,
              fix: `${where}Prevent self-review.`,
            },
          bypass !== false && {
            problem: `Administrators may bypass the rules of ${name}.`,
            fix: `${where}clear "Allow administrators to bypass configured protection rules".`,
          },
        ];
      }),

  'the default branch takes reviewed pull requests alone': ({ rules, branch }) => {
    const pull = rules.find(({ type }) => type === 'pull_request')?.parameters;
    const fix = `${SETTINGS}Rules → Rulesets → a ruleset for ${branch} → Require a pull request before merging`;
    if (!pull) return [{ problem: `${branch} may be pushed to without a pull request.`, fix: `${fix}.` }];
    const wanted: readonly (readonly [boolean, string, string])[] = [
      [Number(pull['required_approving_review_count'] ?? 0) >= 1, 'no approval', 'Required approvals: 1'],
      [pull['dismiss_stale_reviews_on_push'] === true, 'an approval of an earlier commit', 'Dismiss stale approvals'],
      [pull['require_code_owner_review'] === true, 'no approval of a code owner', 'Require review from Code Owners'],
      [
        pull['require_last_push_approval'] === true,
        'the approval of who pushed last',
        'Require approval of the most recent reviewable push',
      ],
    ];
    return wanted.map(
      ([is, problem, box]) => !is && { problem: `${branch} may be merged to with ${problem}.`, fix: `${fix}: ${box}.` },
    );
  },

  'the default branch keeps its history and its check': ({ rules, branch }) => {
    const fix = `${SETTINGS}Rules → Rulesets → a ruleset for ${branch}`;
    const has = (type: string): boolean => rules.some((rule) => rule.type === type);
    const checks = rules.flatMap(({ parameters }) => parameters?.['required_status_checks'] ?? []);
    const verified = checks.some((check) => (check as { context?: string }).context === 'Verify');
    return [
      !has('deletion') && { problem: `${branch} may be deleted.`, fix: `${fix}: Restrict deletions.` },
      !has('non_fast_forward') && { problem: `${branch} may be overwritten.`, fix: `${fix}: Block force pushes.` },
      !verified && { problem: `${branch} may be merged to untested.`, fix: `${fix}: Require status checks: Verify.` },
    ];
  },

  'nobody is above the rules': ({ rulesets }) =>
    rulesets.map(({ name, bypass_actors: actors }) => {
      if (actors === undefined) return { problem: `Who may bypass the ruleset ${name} cannot be seen.`, fix: UNSEEN };
      const fix = `${SETTINGS}Rules → Rulesets → ${name}: empty the bypass list.`;
      return actors.length > 0 && { problem: `${actors.length} may bypass the ruleset ${name}.`, fix };
    }),

  'code owners are known': ({ owners }) =>
    owners === undefined
      ? [{ problem: '.github/CODEOWNERS cannot be seen.', fix: UNSEEN }]
      : owners.errors.map(({ message }) => ({
          problem: `.github/CODEOWNERS has an error: ${message.split('\n')[0]}`,
          fix: 'Name teams that exist and may write to the repository.',
        })),

  // One box lets workflows open pull requests, which releases need, and approve them: no workflow is a code owner.
  'a token of a workflow may read': ({ token }) => {
    const where = `${SETTINGS}Actions → General → Workflow permissions`;
    if (!token) return [{ problem: 'The permissions of workflows cannot be seen.', fix: UNSEEN }];
    return [
      token.default_workflow_permissions !== 'read' && {
        problem: 'A workflow that names no permissions may write.',
        fix: `${where}: Read repository contents.`,
      },
    ];
  },

  'actions are pinned': ({ actions }) =>
    actions === undefined
      ? [{ problem: 'The permissions of actions cannot be seen.', fix: UNSEEN }]
      : [
          actions.sha_pinning_required !== true && {
            problem: 'A branch may run an action by a name that can move.',
            fix: `${SETTINGS}Actions → General: Require actions to be pinned to a full-length commit SHA.`,
          },
        ],

  'a stranger’s workflow waits': ({ forks }) => [
    forks !== undefined &&
      forks.approval_policy !== 'all_external_contributors' && {
        problem: `A fork's pull request runs at once (${forks.approval_policy}).`,
        fix: `${SETTINGS}Actions → General → Approval for running fork pull request workflows: all external contributors.`,
      },
  ],

  'the subject of tokens is the one that roles trust': ({ subject }) =>
    subject === undefined
      ? [{ problem: 'The OIDC subject of the repository cannot be seen.', fix: UNSEEN }]
      : [
          !subject.use_default && {
            problem: `The OIDC subject is customised: ${subject.include_claim_keys?.join(', ') ?? 'by the organisation'}.`,
            fix: 'gh api -X PUT repos/{owner}/{repo}/actions/oidc/customization/sub -F use_default=true',
          },
        ],

  'no secret is open to every branch': ({ secrets }) =>
    secrets === undefined
      ? [{ problem: 'The secrets of the repository cannot be seen.', fix: UNSEEN }]
      : secrets.secrets.map(({ name }) => ({
          problem: `The secret ${name} is readable by a workflow on any branch.`,
          fix: `Move it into the environment that needs it, or delete it: gh secret delete ${name}`,
        })),

  'accounts are known': ({ accounts }, { accounts: envs }) => {
    const known = accountsIn(accounts?.value);
    return envs
      .filter((env) => !/^\d{12}$/.test(known[env] ?? ''))
      .map((env) => ({
        problem: `The variable AWS_ACCOUNTS has no account of ${env}.`,
        fix: `gh variable set AWS_ACCOUNTS --body '{"${env}":"111111111111"}'`,
      }));
  },
};

export function findings(
  settings: Settings,
  expected: Expected,
): { readonly check: string; readonly found: Finding[] }[] {
  return Object.entries(CHECKS).map(([check, run]) => ({
    check,
    found: run(settings, expected).filter((each): each is Finding => each !== false),
  }));
}

function entrance({ deployment_branch_policy: policy, branches }: Environment): string {
  if (!policy) return 'any branch';
  return policy.protected_branches ? 'every protected branch' : branches.join(', ') || 'no branch';
}

function accountsIn(text = '{}'): Readonly<Record<string, string>> {
  try {
    return JSON.parse(text) as Record<string, string>;
  } catch {
    return {};
  }
}
