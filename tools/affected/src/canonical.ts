type JsonObject = Readonly<Record<string, unknown>>;

/** What Terraform reads of a cdk.tf.json: without CDKTF's notes for itself, keys in order. */
export function canonical(json: string): string {
  return JSON.stringify(ordered(JSON.parse(json)));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isObject(value)) return value;
  const entries = Object.entries(value)
    .filter(([key, note]) => !(key === '//' && isObject(note)))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, ordered(item)]));
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `aws_vpc.main`, `data.aws_ami.nat`, `output.vpc_id`: each block of a configuration and what it says. */
function blocks(json: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [section, content] of Object.entries(JSON.parse(json) as JsonObject)) {
    const named = isObject(content) ? Object.entries(content) : [[section, content] as const];
    for (const [name, block] of named) {
      const typed = ['resource', 'data', 'ephemeral'].includes(section) && isObject(block);
      const prefix = section === 'resource' ? '' : `${section}.`;
      if (!typed) found.set(name === section ? section : `${section}.${name}`, JSON.stringify(block));
      else for (const [id, each] of Object.entries(block)) found.set(`${prefix}${name}.${id}`, JSON.stringify(each));
    }
  }
  return found;
}

const SHOWN = 3;

/** `changes aws_vpc.main, adds aws_subnet.a and 4 more` */
export function difference(before: readonly string[], after: readonly string[]): string {
  const [old, now] = [before, after].map((texts) => new Map(texts.flatMap((text) => [...blocks(text)]))) as [
    Map<string, string>,
    Map<string, string>,
  ];
  const changes: readonly (readonly [string, string[]])[] = [
    ['removes', [...old.keys()].filter((name) => !now.has(name))],
    ['changes', [...old.keys()].filter((name) => now.has(name) && now.get(name) !== old.get(name))],
    ['adds', [...now.keys()].filter((name) => !old.has(name))],
  ];
  const parts = changes.filter(([, names]) => names.length > 0).map(([verb, names]) => `${verb} ${list(names)}`);
  return parts.join(', ') || 'its stacks are others';
}

function list(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return names.slice(0, SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
