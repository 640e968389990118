import { canonicalJson, isRecord, ToolError } from '@restartix/kit';
import { openSides, synthesized, type Change } from './affected';
import { blockDifferences, type BlockDifference } from './configuration';

/** An environment's configuration at base and head. */
export interface ComparedEnv {
  readonly env: string;
  /** A line each, e.g. `aws_vpc.network_vpc: cidr_block: "10.0.0.0/16" → "10.9.0.0/16"`; none when both are the same. */
  readonly differences: readonly string[];
}

/**
 * Synthesizes every environment from the sources of base and of head, with the packages that are installed, and compares what
 * Terraform reads.
 * @throws ToolError when an environment does not synthesize, on either side.
 */
export async function compareSynthesis({ root, envs, ...refs }: Change): Promise<ComparedEnv[]> {
  const { compared, before, now } = openSides({ root, ...refs });
  const [old, all] = [before.packages.envs(), now.packages.envs()];
  const removed = old.filter(({ name }) => !all.some((each) => each.name === name));
  const asked = [...all, ...removed].filter(({ name }) => envs === undefined || envs.includes(name));
  return Promise.all(
    asked.map(async (env): Promise<ComparedEnv> => {
      const was = old.find(({ name }) => name === env.name);
      if (removed.includes(env)) return { env: env.name, differences: ['the environment is removed'] };
      const stacks = await synthesized(env, now, root);
      if (!was) return { env: env.name, differences: ['the environment is new'] };
      const { stacks: stacksBefore, error } = await before.syntheses.of(was);
      if (!stacksBefore) {
        throw new ToolError(
          `${env.name} does not synthesize at the base (${compared.base.slice(0, 8)}):\n${error}`,
          'Name a base that synthesizes with the packages that are installed: --base=REF',
        );
      }
      return { env: env.name, differences: blockDifferences(stacksBefore, stacks).flatMap(describe) };
    }),
  );
}

function describe({ address, before, after }: BlockDifference): string[] {
  if (after === undefined) return [`${address}: removed`];
  if (before === undefined) return [`${address}: added`];
  const [old, now] = [leaves(before), leaves(after)];
  const paths = [...new Set([...old.keys(), ...now.keys()])].filter((path) => old.get(path) !== now.get(path));
  return paths.map((path) => `${address}: ${path}: ${old.get(path) ?? '(none)'} → ${now.get(path) ?? '(none)'}`);
}

/** `tags.Name` → `"a"`, for everything that is neither an object nor a list with something in it. */
function leaves(value: unknown, path = ''): Map<string, string> {
  const entries = Array.isArray(value) ? [...value.entries()] : isRecord(value) ? Object.entries(value) : [];
  if (entries.length === 0) return new Map([[path, canonicalJson(value)]]);
  return new Map(entries.flatMap(([key, item]) => [...leaves(item, path === '' ? `${key}` : `${path}.${key}`)]));
}
