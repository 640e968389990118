import { createHash } from 'node:crypto';
import { checkConfig } from './config-error';

/** The `project` of every name and tag when none is given. */
export const DEFAULT_PROJECT = 'restartix';

const HASH_LENGTH = 7;

/**
 * Shortens a name to an AWS length limit. A name that fits is returned as it is; a longer one keeps its beginning and
 * ends in a hash of the whole, so that two long names never meet and the same name is always shortened the same way.
 */
export function fit(name: string, maxLength: number): string {
  if (name.length <= maxLength) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, HASH_LENGTH);
  return `${name.slice(0, maxLength - HASH_LENGTH - 1).replace(/-+$/, '')}-${hash}`;
}

/** A stable whole number in [min, max] for a text, e.g. a listener rule's priority from a service's name. */
export function stableNumber(text: string, min: number, max: number): number {
  const hash = createHash('sha256').update(text).digest().readUInt32BE(0);
  return min + (hash % (max - min + 1));
}

/** @throws ConfigError when a part of every name would make an invalid AWS name. */
export function checkNameParts(module: string, id: string, parts: { env: string; project: string }): void {
  checkConfig(module, id, (problem) => {
    for (const property of ['project', 'env'] as const) {
      const value = parts[property];
      if (/^[a-z][a-z0-9-]{0,19}$/.test(value) && !value.endsWith('-')) continue;
      problem({
        property,
        value,
        allowed: '1 to 20 lowercase letters, digits and hyphens, starting with a letter',
        fix: value === '' ? `Give the module an ${property} or put it into an EnvStack.` : `Shorten or rename it.`,
      });
    }
  });
}
