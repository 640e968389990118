import type { GeneratedSecret } from './app-secrets.config';

/** A generated key with every version that can be read. */
export interface KeyVersions {
  /** The JSON's key in each of the secrets. */
  readonly key: string;
  /** The version to encrypt with: what belongs beside everything that is encrypted. */
  readonly current: string;
  /** ARNs of the secrets by version, `{ '1': 'arn:…' }`. */
  readonly arns: Readonly<Record<string, string>>;
}

/** The versions with their defaults. */
export function versionsOf({ generate }: GeneratedSecret): { versions: readonly number[]; current: number } {
  return { versions: generate.versions ?? [1], current: generate.current ?? 1 };
}

/** `encryption/v2`. */
export function versionName(name: string, version: number | string): string {
  return `${name}/v${version}`;
}
