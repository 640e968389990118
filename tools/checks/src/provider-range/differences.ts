import type { Arguments } from './arguments';

export const KINDS = ['removed', 'now required', 'now optional', 'other type', 'new'] as const;

/** What happened to one argument between two bindings. */
export interface ArgumentChange {
  readonly argument: string;
  readonly kind: (typeof KINDS)[number];
  /** e.g. `string → number`. */
  readonly types?: string;
}

/** What changed between two versions of a type; a block that is gone or new stands for what is in it. */
export function differences(before: Arguments, after: Arguments): ArgumentChange[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  const changes = paths.flatMap((argument): ArgumentChange[] => {
    const [old, now] = [before.get(argument), after.get(argument)];
    if (!now) return [{ argument, kind: 'removed' }];
    if (!old) return [{ argument, kind: 'new' }];
    return [
      ...(old.required === now.required
        ? []
        : [{ argument, kind: now.required ? ('now required' as const) : ('now optional' as const) }]),
      ...(old.type === now.type ? [] : [{ argument, kind: 'other type' as const, types: `${old.type} → ${now.type}` }]),
    ];
  });
  const whole = new Set(
    changes.filter(({ kind }) => kind === 'removed' || kind === 'new').map(({ argument }) => argument),
  );
  return changes.filter(({ argument }) => !above(argument).some((each) => whole.has(each)));
}

function above(path: string): string[] {
  const parts = path.split('.');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('.'));
}
