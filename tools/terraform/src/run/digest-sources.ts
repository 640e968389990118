import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigurationJson } from '@restartix/plan-report';
import { readJson } from '../environment/configuration';
import type { Session } from './session';
import { readZip } from './zip';

interface DigestSources {
  readonly configuration: ConfigurationJson;
  readonly lockFile?: string;
  readonly key?: string;
}

/** What the digest of a saved plan binds besides the plan. */
export function digestSources({ paths }: Session, plan: string): DigestSources {
  const lock = join(paths.stack, '.terraform.lock.hcl');
  const key = lineageIn(plan);
  return {
    configuration: readJson(paths),
    ...(existsSync(lock) ? { lockFile: readFileSync(lock, 'utf8') } : {}),
    ...(key ? { key } : {}),
  };
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
