/** Who holds a state lock, as Terraform prints it. */
export interface LockInfo {
  readonly id: string;
  readonly path: string;
  readonly operation: string;
  readonly who: string;
  readonly created: string;
}

/** Reads the lock's holder out of a Terraform error. Undefined when the text names none. */
export function parseLockInfo(text: string): LockInfo | undefined {
  const field = (name: string): string => new RegExp(`^[\\s│|]*${name}:[ \\t]*(.+?)\\s*$`, 'm').exec(text)?.[1] ?? '';
  const id = field('ID');
  if (!id) return undefined;
  return { id, path: field('Path'), operation: field('Operation'), who: field('Who'), created: field('Created') };
}

/** One sentence part on who holds the lock, since when and for what. */
export function describeLock({ who, created, operation, id }: LockInfo, now = Date.now()): string {
  const what = operation.replace(/^OperationType/, '').toLowerCase() || 'an operation';
  return `lock held by ${who || 'an unknown user'} since ${created} (${age(created, now)}) for ${what}; lock id ${id}`;
}

/** `2 minutes ago`, for a time as Terraform prints it (`2026-11-23 18:22:47.39 +0000 UTC`). */
export function age(created: string, now = Date.now()): string {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})/.exec(created) ?? [];
  if (!day) return 'age unknown';
  const seconds = Math.max(0, Math.round((now - Date.parse(`${day}T${time}Z`)) / 1000));
  if (seconds < 120) return `${seconds} seconds ago`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} minutes ago`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} hours ago`;
  return `${Math.round(seconds / 86_400)} days ago`;
}
