import { GitHubError, type GitHub } from '../github/client';

/** What GitHub's API answers about a repository; undefined is what does not exist, or what the token may not see. */
export interface Settings {
  readonly branch: string;
  readonly environments: ReadonlyMap<string, Environment>;
  readonly rules: readonly Rule[];
  readonly rulesets: readonly Ruleset[];
  readonly actions: Setting<{ readonly sha_pinning_required?: boolean }>;
  readonly token: Setting<{ readonly default_workflow_permissions: string }>;
  readonly forks: Setting<{ readonly approval_policy: string }>;
  readonly subject: Setting<{ readonly use_default: boolean; readonly include_claim_keys?: readonly string[] }>;
  readonly accounts: Setting<{ readonly value: string }>;
  readonly secrets: Setting<{ readonly secrets: readonly { readonly name: string }[] }>;
  readonly owners: Setting<{ readonly errors: readonly { readonly message: string }[] }>;
}

type Setting<T> = T | undefined;

/** https://docs.github.com/en/rest/deployments/environments */
export interface Environment {
  readonly name: string;
  readonly can_admins_bypass?: boolean;
  readonly deployment_branch_policy: {
    readonly protected_branches: boolean;
    readonly custom_branch_policies: boolean;
  } | null;
  readonly protection_rules?: readonly {
    readonly type: string;
    readonly prevent_self_review?: boolean;
    readonly reviewers?: readonly unknown[];
  }[];
  /** The branches that may deploy, where they are listed. */
  readonly branches: readonly string[];
}

/** https://docs.github.com/en/rest/repos/rules#get-rules-for-a-branch */
export interface Rule {
  readonly type: string;
  readonly ruleset_id?: number;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export interface Ruleset {
  readonly id: number;
  readonly name: string;
  /** Only an administrator sees it. */
  readonly bypass_actors?: readonly unknown[];
}

export async function readSettings(github: GitHub): Promise<Settings> {
  const { default_branch: branch } = await github.get<{ default_branch: string }>('');
  const rules = await github.list<Rule>(`/rules/branches/${encodeURIComponent(branch)}`);
  const ids = [...new Set(rules.flatMap(({ ruleset_id: id }) => (id === undefined ? [] : [id])))];
  return {
    branch,
    environments: await environments(github),
    rules,
    rulesets: await Promise.all(ids.map((id) => github.get<Ruleset>(`/rulesets/${id}`))),
    actions: await visible(github, '/actions/permissions'),
    token: await visible(github, '/actions/permissions/workflow'),
    forks: await visible(github, '/actions/permissions/fork-pr-contributor-approval'),
    subject: await visible(github, '/actions/oidc/customization/sub'),
    accounts: await visible(github, '/actions/variables/AWS_ACCOUNTS'),
    secrets: await visible(github, '/actions/secrets'),
    owners: await visible(github, '/codeowners/errors'),
  };
}

async function environments(github: GitHub): Promise<Map<string, Environment>> {
  const found = new Map<string, Environment>();
  for (const environment of await github.list<Omit<Environment, 'branches'>>('/environments', 'environments')) {
    const path = `/environments/${encodeURIComponent(environment.name)}/deployment-branch-policies`;
    const branches = environment.deployment_branch_policy?.custom_branch_policies
      ? await github.list<{ readonly name: string }>(path, 'branch_policies')
      : [];
    found.set(environment.name, { ...environment, branches: branches.map(({ name }) => name) });
  }
  return found;
}

/** GitHub answers 404 both for what is not there and for what a token may not see. */
async function visible<T>(github: GitHub, path: string): Promise<T | undefined> {
  try {
    return await github.get<T>(path);
  } catch (error) {
    if (error instanceof GitHubError && (error.status === 404 || error.status === 403)) return undefined;
    throw error;
  }
}
