import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigurationJson } from '@restartix/plan-report';
import { readJson } from '../environment/configuration';
import type { Session } from './session';
import { readZip } from './zip';

interface DigestSources {
  readonly configuration: ConfigurationJson;
  readonly lockFile?: string;
  readonly assets: Readonly<Record<string, string>>;
  readonly key?: string;
}

/** What the digest of a saved plan binds besides the plan. */
export function digestSources({ paths }: Session, plan: string): DigestSources {
  const lock = join(paths.stack, '.terraform.lock.hcl');
  const key = lineageIn(plan);
  return {
    configuration: readJson(paths),
    assets: assetsIn(paths.stack),
    ...(existsSync(lock) ? { lockFile: readFileSync(lock, 'utf8') } : {}),
    ...(key ? { key } : {}),
  };
}

/** Hashes of the files that synthesis wrote beside the configuration. */
function assetsIn(stack: string): Record<string, string> {
  if (!existsSync(join(stack, 'assets'))) return {};
  // The folder itself may be a link, in a reduced configuration.
  const files = readdirSync(join(stack, 'assets'), { recursive: true, encoding: 'utf8' })
    .map((path) => `assets/${path.replaceAll('\\', '/')}`)
    .filter((path) => statSync(join(stack, path)).isFile());
  const hash = (path: string): string =>
    createHash('sha256')
      .update(readFileSync(join(stack, path)))
      .digest('hex');
  return Object.fromEntries(files.sort().map((path) => [path, hash(path)]));
}

/** The state's lineage: 16 random bytes that only the state holds. Empty before the first apply. */
function lineageIn(plan: string): string | undefined {
  try {
    const { tfstate = '{}' } = readZip(plan, ['tfstate']);
    return (JSON.parse(tfstate) as { lineage?: string }).lineage;
  } catch {
    // A plan file of another format: OpenTofu may encrypt it.
    return undefined;
  }
}
