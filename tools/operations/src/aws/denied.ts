const DENIED = /AccessDenied|Unauthorized|AuthorizationError|Forbidden/;

export function isDenied(error: unknown): error is Error {
  return error instanceof Error && DENIED.test(error.name);
}

export function isNamed(error: unknown, ...names: readonly string[]): error is Error {
  return error instanceof Error && names.includes(error.name);
}
