import type { Action } from './actions';

/** A question that was not answered, so that nothing is known. */
export class Unasked extends Error {}

/** Names of the error by which each service says that a caller may not. */
const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'AuthorizationErrorException',
  'UnauthorizedOperation',
  'Forbidden',
]);

/**
 * Asks AWS.
 * @throws Unasked when the caller lacks the action.
 */
export async function ask<T>(action: Action, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Error && isDenied(error))
      throw new Unasked(`not asked: needs action ${action}`, { cause: error });
    throw error;
  }
}

/** The same, where a missing thing is an answer. */
export async function askFor<T>(
  action: Action,
  missing: readonly string[],
  call: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await ask(action, call);
  } catch (error) {
    if (error instanceof Error && missing.includes(error.name)) return undefined;
    throw error;
  }
}

/** All pages of a list. */
export async function all<Page, Item>(
  action: Action,
  pages: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  return ask(action, async () => {
    const found: Item[] = [];
    for await (const page of pages) found.push(...(items(page) ?? []));
    return found;
  });
}

function isDenied(error: Error): boolean {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return DENIED.has(error.name) || (error.name === 'Unknown' && $metadata?.httpStatusCode === 403);
}
