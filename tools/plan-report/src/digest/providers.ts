import { isRecord } from '@restartix/kit';
import { listed, withoutMetadata, type ConfigurationJson } from '../configuration/blocks';
import type { ReportedProvider } from '../model';
import type { ResourceChange } from '../plan-json';
import { lockedProviders, type LockedProvider } from './lock-file';

/** What runs for a part of the configuration: where it comes from, which one exactly, and how it is configured. */
export interface BoundProvider {
  readonly source: string;
  readonly constraint?: string;
  readonly locked?: LockedProvider;
  readonly blocks: readonly unknown[];
}

/** The name in `required_providers` of the provider that a resource, data source or ephemeral uses. */
export function providerName(type: string, block: unknown): string {
  const named = isRecord(block) ? block['provider'] : undefined;
  return typeof named === 'string' ? named.replace(/^\$\{|\}$/g, '').split('.')[0]! : type.split('_')[0]!;
}

/** Providers by their names in `required_providers`. */
export function boundProviders(
  names: Iterable<string>,
  { configuration, lockFile = '' }: { readonly configuration: ConfigurationJson; readonly lockFile?: string },
): Record<string, BoundProvider> {
  const terraform = listed(configuration['terraform'])[0] ?? {};
  const required = listed(terraform['required_providers'])[0] ?? {};
  const configured = listed(configuration['provider']);
  const locks = Object.entries(lockedProviders(lockFile));
  return Object.fromEntries(
    [...new Set(names)].sort().map((name) => {
      const { source = name, version: constraint } = (required[name] ?? {}) as { source?: string; version?: string };
      const full = source.includes('/') ? source : `hashicorp/${source}`;
      const locked = locks.find(([each]) => each === full || each.endsWith(`/${full}`))?.[1];
      const blocks = configured.flatMap((each) => listed(each[name])).map(withoutMetadata);
      return [name, { source: full, ...(constraint ? { constraint } : {}), ...(locked ? { locked } : {}), blocks }];
    }),
  );
}

/** The providers of changes, with the versions that the run is locked to. */
export function reportedProviders(
  changes: readonly Pick<ResourceChange, 'provider_name'>[],
  { lockFile = '' }: { readonly lockFile?: string },
): ReportedProvider[] {
  const locks = lockedProviders(lockFile);
  const sources = new Set(changes.flatMap(({ provider_name: source }) => source ?? []));
  return [...sources].sort().map((source) => {
    const version = locks[source]?.version;
    return { source, ...(version ? { version } : {}) };
  });
}
