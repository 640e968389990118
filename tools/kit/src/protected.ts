const PROTECTED: readonly string[] = ['production'];

/** Environments that take one more word before something is done that cannot be undone. */
export function isProtected(env: string): boolean {
  return PROTECTED.includes(env);
}
