import { isRecord } from '@restartix/kit';
import type { TerraformJson } from '@restartix/testing';
import type { Examples } from './consumer';

/** Arguments of Terraform itself. */
const META = ['lifecycle', 'depends_on', 'provider', 'count', 'for_each', 'connection', 'provisioner', '//'];

/** A type that examples make or read, and the arguments that they set, with the paths of those in blocks. */
export interface SetArguments {
  /** `aws_vpc`, `data.aws_region` */
  readonly type: string;
  readonly modules: ReadonlySet<string>;
  readonly paths: ReadonlySet<string>;
}

/** What the examples set of each AWS type, in the order of the types' names. */
export function setArguments(examples: Examples): SetArguments[] {
  const found = new Map<string, { modules: Set<string>; paths: Set<string> }>();
  for (const [name, json] of Object.entries(examples)) {
    for (const { type, block } of awsBlocks(json)) {
      const each = found.get(type) ?? { modules: new Set(), paths: new Set() };
      found.set(type, each);
      each.modules.add(name.split('/')[0]!);
      for (const path of pathsIn(block, [])) each.paths.add(path);
    }
  }
  return [...found].map(([type, rest]) => ({ type, ...rest })).sort((a, b) => (a.type < b.type ? -1 : 1));
}

export interface AwsBlock {
  /** `aws_vpc`, `data.aws_region` */
  readonly type: string;
  readonly address: string;
  readonly block: Readonly<Record<string, unknown>>;
}

/** Every resource and data source of the AWS provider. */
export function awsBlocks({ resource = {}, data = {} }: TerraformJson): AwsBlock[] {
  const all = Object.entries({ '': resource, 'data.': data });
  return all.flatMap(([prefix, types]) =>
    Object.entries(types)
      .filter(([type]) => type.startsWith('aws_'))
      .flatMap(([type, blocks]) =>
        Object.entries(blocks).map(([name, block]) => ({
          type: `${prefix}${type}`,
          address: `${prefix}${type}.${name}`,
          block,
        })),
      ),
  );
}

function pathsIn(value: unknown, above: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => pathsIn(each, above));
  if (!isRecord(value)) return [];
  return Object.entries(value)
    .filter(([key]) => above.length > 0 || !META.includes(key))
    .flatMap(([key, inner]) => [[...above, key].join('.'), ...pathsIn(inner, [...above, key])]);
}
