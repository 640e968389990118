/** The repository that GitHub's tokens name. */
export interface Repository {
  /** Owner of the repository: an organization or a user. */
  readonly githubOrg: string;
  /** Name of the repository, without its owner. */
  readonly githubRepo: string;
  /**
   * Number of the owner, which stays when the name changes; tokens of repositories made since July 2026 carry it.
   * @default - subjects by name only
   */
  readonly githubOwnerId?: string;
  /**
   * Number of the repository; goes with `githubOwnerId`.
   * @default - subjects by name only
   */
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
