/** Who wrote a comment or an issue. */
export interface Author {
  readonly login: string;
  readonly type: string;
}

/** Whether the workflows wrote it: a person who writes the same marker is not believed. */
export function isOurs({ user }: { readonly user: Author | null }): boolean {
  return user?.login === 'github-actions[bot]' && user.type === 'Bot';
}

/** The hidden first line by which a comment or an issue is found again. */
export function marker(kind: string, env: string): string {
  return `<!-- ${kind}:${env} -->`;
}

/** The environment of a marker of this kind, if the text begins with one. */
export function markedEnv(kind: string, body: string | null): string | undefined {
  const [, found, env] = /^<!-- ([a-z-]+):([a-z0-9-]+) -->/.exec(body ?? '') ?? [];
  return found === kind ? env : undefined;
}
