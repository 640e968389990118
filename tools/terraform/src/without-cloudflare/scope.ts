import type { Target } from '@restartix/plan-report';
import { cliConfigurationFile, ownCliConfiguration } from '../providers/cli-configuration';
import { parseConfiguration, readJson, type Configuration } from '../environment/configuration';
import { findMirror, type Mirror } from '../providers/mirror';
import { say } from '../cli/say';
import type { TerraformBinary } from '../providers/binary';
import type { EnvPaths } from '../environment/paths';
import { fetchProvider } from '../providers/fetch';
import { reducedPaths, writeReduced } from './reduced-folder';
import { excludeAndEvaluate, type StandIn } from './stand-ins';

/** The provider that a local run can do without, by its name in `required_providers`. */
export const CLOUDFLARE = 'cloudflare';

/** What a run works on: the whole configuration, or what does not need Cloudflare. */
export interface Scope {
  readonly paths: EnvPaths;
  readonly configuration: Configuration;
  /** Where the Cloudflare provider is, when the mirror of the others does not have it. */
  readonly cloudflareMirror?: Mirror;
  /** Addresses that this run does without. */
  readonly skipped: readonly string[];
  /** Addresses that moved to one of those. */
  readonly movedFrom: readonly string[];
  /** Skipped parts whose arguments Terraform evaluates all the same. */
  readonly standIns: readonly StandIn[];
}

interface Wanted {
  readonly paths: EnvPaths;
  readonly configuration: Configuration;
  readonly target: Target;
  readonly terraform: TerraformBinary;
  readonly mirror: Mirror | undefined;
}

/** A local run skips what needs Cloudflare when its provider is not available; a cloud run never does. */
export async function scopeOf({ paths, configuration, target, terraform, mirror }: Wanted): Promise<Scope> {
  const provider = configuration.requiredProviders[CLOUDFLARE];
  const whole = { paths, configuration, skipped: [], movedFrom: [], standIns: [] };
  if (!provider) return whole;
  const found = ownCliConfiguration() ? undefined : findMirror([provider], { product: terraform.product });
  if (found) return found.path === mirror?.path ? whole : { ...whole, cloudflareMirror: found };
  if (target === 'cloud') return whole;
  const cliConfiguration = cliConfigurationFile(paths.work, { mirror });
  const fetched = await fetchProvider({ name: CLOUDFLARE, provider, paths, target, terraform, cliConfiguration });
  if (fetched) return { ...whole, cloudflareMirror: fetched };
  const { configuration: json, skipped, movedFrom, standIns } = excludeAndEvaluate(readJson(paths), CLOUDFLARE);
  const reduced = reducedPaths(paths, CLOUDFLARE);
  writeReduced(paths, reduced, json);
  if (skipped.length > 0) {
    say(
      `Skipped in this local run, provider ${provider.source} not available (neither in a mirror nor from the registry): ${skipped.join(', ')}.`,
    );
  }
  return { paths: reduced, configuration: parseConfiguration(paths.name, json), skipped, movedFrom, standIns };
}
