/** The repository that GitHub's tokens name. */
export interface Repository {
  readonly githubOrg: string;
  readonly githubRepo: string;
  /** Numbers that stay when the names change; tokens of repositories made since July 2026 carry them. */
  readonly githubOwnerId?: string;
  readonly githubRepoId?: string;
}

/**
 * Exact subjects of workflow tokens, one for each context (`ref:refs/heads/main`, `environment:staging`, `pull_request`), in
 * both of GitHub's forms where the ids are known.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export function subjects(repository: Repository, contexts: readonly string[]): string[] {
  const { githubOrg, githubRepo, githubOwnerId, githubRepoId } = repository;
  const names = [`${githubOrg}/${githubRepo}`];
  if (githubOwnerId && githubRepoId) names.push(`${githubOrg}@${githubOwnerId}/${githubRepo}@${githubRepoId}`);
  return contexts.flatMap((context) => names.map((name) => `repo:${name}:${context}`));
}
