import type { Target } from '@restartix/plan-report';
import { cliConfigurationFile, ownCliConfiguration } from '../providers/cli-configuration';
import { parseConfiguration, readJson, type Configuration } from '../environment/configuration';
import { findMirror, type Mirror } from '../providers/mirror';
import { say } from '../cli/say';
import type { TerraformBinary } from '../providers/binary';
import type { EnvPaths } from '../environment/paths';
import { fetchProvider } from '../providers/fetch';
import { leaveOut } from './exclude-provider';
import { reducedPaths, writeReduced } from './reduced-folder';

/** The provider that a local run can do without, by its name in `required_providers`. */
export const EDGE_PROVIDER = 'cloudflare';

/** What a run works on: the whole configuration, or what is left without the edge. */
export interface Scope {
  readonly paths: EnvPaths;
  readonly configuration: Configuration;
  /** Where the edge's provider is, when the mirror of the others does not have it. */
  readonly edgeMirror?: Mirror;
  /** Addresses that this run does without. */
  readonly leftOut: readonly string[];
  /** Addresses that moved to one of those. */
  readonly formerly: readonly string[];
}

interface Wanted {
  readonly paths: EnvPaths;
  readonly configuration: Configuration;
  readonly target: Target;
  readonly terraform: TerraformBinary;
  readonly mirror: Mirror | undefined;
}

/** A local run goes on without the edge where its provider cannot be had; a cloud run never does. */
export async function scopeOf({ paths, configuration, target, terraform, mirror }: Wanted): Promise<Scope> {
  const provider = configuration.requiredProviders[EDGE_PROVIDER];
  const whole = { paths, configuration, leftOut: [], formerly: [] };
  if (!provider) return whole;
  const found = ownCliConfiguration() ? undefined : findMirror([provider], { product: terraform.product });
  if (found) return found.path === mirror?.path ? whole : { ...whole, edgeMirror: found };
  if (target === 'cloud') return whole;
  const cliConfiguration = cliConfigurationFile(paths.work, { mirror });
  const fetched = await fetchProvider({ name: EDGE_PROVIDER, provider, paths, target, terraform, cliConfiguration });
  if (fetched) return { ...whole, edgeMirror: fetched };
  const { configuration: json, leftOut, formerly } = leaveOut(readJson(paths), EDGE_PROVIDER);
  const reduced = reducedPaths(paths, EDGE_PROVIDER);
  writeReduced(paths, reduced, json);
  if (leftOut.length > 0) {
    say(
      `Left out of this local run, for neither a mirror nor the registry gives the provider ${provider.source}: ${leftOut.join(', ')}.`,
    );
  }
  return { paths: reduced, configuration: parseConfiguration(paths.env, json), leftOut, formerly };
}
