import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Product } from '@restartix/plan-report';
import type { RequiredProvider } from '../environment/configuration';
import { PRODUCTS, REGISTRIES } from './product';
import { satisfies } from './version';

/** A folder that Terraform can install providers from. */
export interface Mirror {
  /** The folder that holds `registry.terraform.io/` or `registry.opentofu.org/`. */
  readonly path: string;
  /** Full sources of the wanted providers that it has, as the program calls them. */
  readonly sources: readonly string[];
}

interface Search {
  /** @default 'Terraform' */
  readonly product?: Product;
  readonly environment?: NodeJS.ProcessEnv;
  readonly roots?: readonly string[];
}

/**
 * The mirror that has the most of the wanted providers, in their wanted versions and for this platform; undefined when
 * none has any. Looks at `TF_PROVIDER_MIRROR` alone when that is set, else at the usual roots for optional software.
 */
export function findMirror(
  providers: readonly RequiredProvider[],
  { product = 'Terraform', environment = process.env, roots = usualRoots() }: Search = {},
): Mirror | undefined {
  const named = environment['TF_PROVIDER_MIRROR'];
  return (named ? [named] : roots.flatMap(candidates))
    .filter((folder) => REGISTRIES.some((registry) => existsSync(join(folder, registry))))
    .map((path) => ({
      path,
      sources: providers.filter((provider) => holds(path, provider)).map((provider) => fullSource(provider, product)),
    }))
    .filter(({ sources }) => sources.length > 0)
    .sort((a, b) => b.sources.length - a.sources.length)[0];
}

/** Where software that no package manager keeps is put, and where Terraform itself looks for providers. */
function usualRoots(home = homedir()): string[] {
  return [
    join(home, '.terraform.d'),
    join(home, '.local/share'),
    '/opt',
    '/usr/local/share',
    '/usr/local/lib',
    '/usr/share',
    '/srv',
  ];
}

/** A root, the folders in it, and the names that mirrors usually have in those. */
function candidates(root: string): string[] {
  const folders = list(root).map((name) => join(root, name));
  return [root, ...folders.flatMap((folder) => [folder, join(folder, 'plugins'), join(folder, 'providers')])];
}

/** `aws` → `registry.terraform.io/hashicorp/aws` */
export function fullSource({ source }: RequiredProvider, product: Product = 'Terraform'): string {
  const parts = source.split('/');
  return [...[PRODUCTS[product].registry, 'hashicorp'].slice(0, 3 - parts.length), ...parts].join('/');
}

/** The names of one provider: in both registries, or the one that its own host gives it. */
export function namesOf(source: string): string[] {
  const [host = '', ...rest] = fullSource({ source }).split('/');
  return (REGISTRIES.includes(host) ? REGISTRIES : [host]).map((each) => [each, ...rest].join('/'));
}

/** The name under which a mirror has a provider in a wanted version for this platform. */
export function heldAs(mirror: string, provider: RequiredProvider): string | undefined {
  return namesOf(provider.source).find((name) => hasPackage(mirror, name, provider));
}

/** Whether a mirror has a provider in a wanted version for this platform, under either registry's name. */
export function holds(mirror: string, provider: RequiredProvider): boolean {
  return heldAs(mirror, provider) !== undefined;
}

/** The same, under one name. */
export function hasPackage(mirror: string, name: string, provider: RequiredProvider): boolean {
  const entries = list(join(mirror, name));
  const type = name.split('/')[2];
  const packed = new RegExp(`^terraform-provider-${type}_(.+)_${platform()}\\.zip$`);
  // Unpacked: <version>/<os>_<arch>/; packed: terraform-provider-<type>_<version>_<os>_<arch>.zip.
  return entries.some((entry) => {
    const version = packed.exec(entry)?.[1];
    if (version) return satisfies(version, provider.version);
    return /^\d/.test(entry) && satisfies(entry, provider.version) && existsSync(join(mirror, name, entry, platform()));
  });
}

/** Terraform's name for this platform, e.g. `linux_amd64`. */
export function platform(os: string = process.platform, arch: string = process.arch): string {
  const names: Record<string, string> = { x64: 'amd64', ia32: '386', win32: 'windows' };
  return `${names[os] ?? os}_${names[arch] ?? arch}`;
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
