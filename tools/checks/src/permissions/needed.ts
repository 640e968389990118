import type { Role } from '../policies/account';
import type { Decided } from './check';

/** One part of a statement without which every call would still be allowed. */
export interface Unneeded {
  /** The statement, by its name or by its first action. */
  readonly statement: string;
  readonly part: 'statement' | 'action' | 'resource';
  readonly value: string;
}

/**
 * What no call needs: statements, and single actions and resources of those that are needed. A part is needed by a request
 * that nothing else allows, so that without the part it would be denied.
 */
export function unneeded({ policies }: Role, decided: readonly Decided[]): Unneeded[] {
  const only = decided.flatMap(({ grants: [first, ...others] }) => (first && others.length === 0 ? [first] : []));
  return policies.flatMap(({ name, policy }) =>
    policy.Statement.flatMap((block, position) => {
      if (block['Effect'] !== 'Allow') return [];
      const actions = listOf(block['Action']);
      const statement = String(block['Sid'] ?? actions[0]);
      const needs = only.filter(({ policy: of, index }) => of === name && index === position + 1);
      if (needs.length === 0) return [{ statement, part: 'statement', value: statement }];
      const parts = (part: 'action' | 'resource', values: readonly string[]): Unneeded[] =>
        values
          .filter((value) => !needs.some((grant) => isOnly(grant[`${part}s`], value)))
          .map((value) => ({ statement, part, value }));
      return [...parts('action', actions), ...parts('resource', listOf(block['Resource']))];
    }),
  );
}

function isOnly(values: readonly string[], value: string): boolean {
  return values.length === 1 && values[0] === value;
}

function listOf(value: unknown): string[] {
  return [value].flat().map(String);
}
