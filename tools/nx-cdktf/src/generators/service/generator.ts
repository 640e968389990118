import { formatFiles, globAsync, output, type GeneratorCallback, type Tree } from '@nx/devkit';
import { checkAll, checkedName } from '../shared/refusal';
import { runCommands } from '../shared/workspace';
import { checkDefinition, freePort, knownIn, type Services } from './checks';
import { definitionOf, sourceOf, type Definition } from './definition';
import { entriesIn, type Entries } from './entries';

/** Documented in `schema.json`. */
export interface ServiceOptions {
  readonly name?: string;
  readonly kind?: 'api' | 'frontend';
  readonly port?: number;
  readonly host?: string;
  readonly healthCheckPath?: string;
  readonly secrets?: string;
  readonly like?: string;
  readonly commands?: readonly string[];
  readonly skipCommands?: boolean;
}

const REGISTRY = 'libs/platform/src/services.ts';
const REGISTRY_OBJECT = 'const DEFINITIONS = {';
const CONFIGS = 'apps/*/src/config.ts';
const CONFIG_OBJECT = 'services: {';

/** A new long-running service: an entry in the registry of services, and its size in each environment. */
export default async function service(tree: Tree, options: ServiceOptions): Promise<GeneratorCallback> {
  const name = checkedName(options.name, { generator: 'service', max: 63, example: 'reports' });
  const registry = registryOf(tree, name);
  const services = Object.fromEntries([...registry.values].map(([key, source]) => [key, definitionOf(source)]));
  const given = definitionFrom(options);
  const existing = services[name];
  const definition = existing ?? { ...defaultsOf(name, given.frontend ?? false, services), ...given };

  if (existing) checkSame(name, existing, given);
  else {
    const known = await knownIn(tree, services);
    checkAll('service', name, (report) => checkDefinition(name, definition, known, report));
  }
  const sizes = await sizesOf(tree, name, options.like ?? lastOfKind(definition.frontend, services, name));

  if (!existing) tree.write(REGISTRY, registry.with(name, sourceOf(definition)));
  for (const [file, text] of sizes) tree.write(file, text);
  if (existing && sizes.size === 0) {
    output.note({ title: `service "${name}" already exists: nothing to change.` });
    return () => undefined;
  }
  await formatFiles(tree);
  return () => runCommands(tree, options.skipCommands ? [] : options.commands);
}

function registryOf(tree: Tree, name: string): Entries {
  const found = entriesIn(tree.exists(REGISTRY) ? (tree.read(REGISTRY, 'utf8') ?? '') : '', REGISTRY_OBJECT);
  checkAll('service', name, (report) => {
    if (found) return;
    const allowed = `a workspace where ${REGISTRY} has the line "${REGISTRY_OBJECT}"`;
    report({ property: 'workspace', value: tree.root, allowed, fix: 'Create the registry first: see the README.' });
  });
  return found!;
}

/** What the options set; defaults depend on the other services. */
function definitionFrom({ kind, port, host, healthCheckPath, secrets }: ServiceOptions): Partial<Definition> {
  const given = {
    port,
    healthCheckPath,
    host,
    frontend: kind && kind === 'frontend',
    secrets: secrets?.split(/[\s,]+/).filter(Boolean),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function defaultsOf(name: string, frontend: boolean, services: Services): Definition {
  const ports = Object.values(services).flatMap((each) => (each.frontend === frontend ? [each.port] : []));
  return {
    port: freePort(Math.max(frontend ? 2999 : 8999, ...ports) + 1, services),
    healthCheckPath: frontend ? '/api/health' : '/health',
    host: name,
    frontend,
    secrets: [],
  };
}

/** @throws Error when the service exists with other values. */
function checkSame(name: string, existing: Definition, given: Partial<Definition>): void {
  checkAll('service', name, (report) => {
    for (const [property, value] of Object.entries(given)) {
      const current = JSON.stringify(existing[property as keyof Definition]);
      if (current === JSON.stringify(value)) continue;
      const allowed = `${current}: the service exists`;
      report({ property, value, allowed, fix: `Change it in ${REGISTRY}, or choose another name.` });
    }
  });
}

/** The service that a new one is sized like. */
function lastOfKind(frontend: boolean, services: Services, name: string): string | undefined {
  const others = Object.keys(services).filter((other) => other !== name);
  return others.filter((other) => services[other]?.frontend === frontend).at(-1) ?? others.at(-1);
}

/** The new text of each environment's config that has services but not this one. */
async function sizesOf(tree: Tree, name: string, like = ''): Promise<Map<string, string>> {
  const changed = new Map<string, string>();
  for (const file of (await globAsync(tree, [CONFIGS])).sort()) {
    const entries = entriesIn(tree.read(file, 'utf8') ?? '', CONFIG_OBJECT);
    if (!entries || entries.values.has(name)) continue;
    const size = entries.values.get(like);
    checkAll('service', name, (report) => {
      if (size !== undefined) return;
      const allowed = `a service in ${file}: ${[...entries.values.keys()].join(', ')}`;
      report({ property: 'like', value: like, allowed, fix: 'Name the service whose size to copy.' });
    });
    changed.set(file, entries.with(name, size!));
  }
  return changed;
}
