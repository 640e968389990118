import { formatFiles, output, type GeneratorCallback, type Tree } from '@nx/devkit';
import { afterwards } from '../afterwards';
import { checkedName } from '../name';
import { keysOf, sourceOf, withProperty } from '../object-literal';
import { checkAll } from '../refusal';
import { checkDefinition, freePort, type Taken } from '../services/checks';
import { constructIds, definitionsOf, unionAt } from '../services/known';
import type { Definition, ServiceOptions } from '../services/options';
import { placesAt, type Place } from '../services/places';

/** A new long-running service: an entry in the registry of services, and its size in each environment. */
export default async function service(tree: Tree, options: ServiceOptions): Promise<GeneratorCallback> {
  const name = checkedName(options.name, { generator: 'service', max: 63, example: 'reports' });
  const registry = await registryOf(tree, name, options);
  const services = definitionsOf(registry);
  const given = asked(options);
  const before = tree.listChanges().length;

  const existing = services[name];
  if (existing) {
    checkSame(name, existing, given);
  } else {
    const definition = withDefaults(name, given, services);
    const taken: Taken = {
      services,
      ids: await constructIds(tree, options.constructs ?? ''),
      ports: portRange(options.ports),
      hosts: options.takenHosts ?? [],
      secrets: options.secretNames ? unionAt(tree, options.secretNames) : [],
    };
    checkAll('service', name, (problem) => checkDefinition(name, definition, taken, problem));
    tree.write(registry.file, withProperty(registry, name, sourceText(definition)));
  }
  const frontend = existing?.frontend ?? given.frontend ?? false;
  const like = options.like ?? lastOfKind(frontend, services, name);
  for (const place of await placesAt(tree, options.sizes ?? '')) addSize(tree, { name, place, like });

  if (tree.listChanges().length === before) {
    output.note({ title: `service "${name}" is there already: nothing to change.` });
    return () => undefined;
  }
  await formatFiles(tree);
  return afterwards(tree, options.skipCommands ? [] : (options.commands ?? []));
}

async function registryOf(tree: Tree, name: string, { registry }: ServiceOptions): Promise<Place> {
  const [found] = registry ? await placesAt(tree, registry) : [];
  checkAll('service', name, (problem) => {
    if (found) return;
    const allowed =
      'a file and the object in it that lists the services, e.g. libs/platform/src/services.ts#DEFINITIONS';
    const mend = 'Set it in nx.json: generators["@restartix/nx-cdktf"].service.registry.';
    problem({ property: 'registry', value: registry, allowed, mend });
  });
  return found!;
}

/** What was asked for by name; the rest follows from it. */
function asked({ kind, port, host, healthCheckPath, secrets }: ServiceOptions): Partial<Definition> {
  const all: Partial<Definition> = {
    port,
    healthCheckPath,
    host,
    frontend: kind && kind === 'frontend',
    secrets: secrets
      ?.split(',')
      .map((each) => each.trim())
      .filter(Boolean),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** `3000-9999` */
function portRange(ports = '1-65535'): [number, number] {
  const [from = 1, to = 65535] = ports.split('-').map(Number);
  return [from, to];
}

function withDefaults(name: string, given: Partial<Definition>, services: Taken['services']): Definition {
  const { frontend = false } = given;
  const ports = Object.values(services).map((each) => (each.frontend === frontend ? (each.port ?? 0) : 0));
  return {
    port: freePort(Math.max(frontend ? 2999 : 8079, ...ports) + 1, services),
    healthCheckPath: frontend ? '/api/health' : '/health',
    host: name,
    frontend,
    secrets: [],
    ...given,
  };
}

/** @throws Refusal when a service of the name is there, and another one. */
function checkSame(name: string, existing: Partial<Definition>, given: Partial<Definition>): void {
  checkAll('service', name, (problem) => {
    for (const [property, value] of Object.entries(given)) {
      const there = existing[property as keyof Definition];
      if (JSON.stringify(there) === JSON.stringify(value)) continue;
      const allowed = `${JSON.stringify(there)}: there is a service of this name`;
      problem({ property, value, allowed, mend: 'Change it in the registry, or call the new service something else.' });
    }
  });
}

function sourceText({ port, healthCheckPath, host, frontend, secrets }: Definition): string {
  const text = (value: string): string => `'${value.replace(/['\\]/g, '\\$&')}'`;
  return `{ port: ${port}, healthCheckPath: ${text(healthCheckPath)}, host: ${text(host)}, frontend: ${frontend}, secrets: [${secrets.map(text).join(', ')}] }`;
}

/** The service that a new one is sized after. */
function lastOfKind(frontend: boolean, services: Taken['services'], name: string): string | undefined {
  const others = Object.keys(services).filter((each) => each !== name);
  return others.filter((each) => services[each]?.frontend === frontend).at(-1) ?? others.at(-1);
}

function addSize(tree: Tree, { name, place, like }: { name: string; place: Place; like: string | undefined }): void {
  if (keysOf(place).includes(name)) return;
  const size = like === undefined ? undefined : sourceOf(place, like);
  checkAll('service', name, (problem) => {
    if (size !== undefined) return;
    const allowed = `a service that ${place.file} has: ${keysOf(place).join(', ') || 'none yet'}`;
    problem({ property: 'like', value: like, allowed, mend: 'Name the one whose size the new service starts with.' });
  });
  tree.write(place.file, withProperty(place, name, size!));
}
