import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

/** One argument of a resource or a data source. */
export interface Argument {
  readonly required: boolean;
  /** As Terraform sees it: a block is `block`, whatever it is called. */
  readonly type: string;
}

/** By path, e.g. `ebs_block_device.iops`. */
export type Arguments = ReadonlyMap<string, Argument>;

/** The folder of a type in a binding: `aws_vpc` → `vpc`, `data.aws_region` → `data-aws-region`. */
export function folderOf(type: string): string {
  return type
    .replace(/^aws_/, '')
    .replace(/^data\./, 'data_')
    .replaceAll('_', '-');
}

/**
 * The arguments of a resource (`aws_vpc`) or a data source (`data.aws_region`), read from the types of a binding.
 * @returns undefined where the binding has no such type
 */
export function argumentsOf(binding: string, type: string): Arguments | undefined {
  const folder = join(binding, 'lib', folderOf(type));
  if (!existsSync(folder)) return undefined;
  const interfaces = interfacesIn(folder);
  const [config] = [...interfaces.values()].filter(isConfig);
  if (!config) throw new Error(`${folder} has no interface that extends cdktf.TerraformMetaArguments`);
  return new Map(pathsOf(config, interfaces, []));
}

/** Of a type with many blocks the blocks are in files of their own. */
function interfacesIn(folder: string): ReadonlyMap<string, ts.InterfaceDeclaration> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.d.ts'));
  return new Map(
    files
      .map((file) => join(folder, file))
      .map((file) => ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true))
      .flatMap(({ statements }) => statements.filter(ts.isInterfaceDeclaration))
      .map((each) => [each.name.text, each]),
  );
}

function isConfig({ heritageClauses }: ts.InterfaceDeclaration): boolean {
  return heritageClauses?.some((clause) => clause.getText().includes('cdktf.TerraformMetaArguments')) ?? false;
}

function pathsOf(
  declared: ts.InterfaceDeclaration,
  interfaces: ReadonlyMap<string, ts.InterfaceDeclaration>,
  above: readonly string[],
): (readonly [string, Argument])[] {
  return declared.members.filter(ts.isPropertySignature).flatMap((member) => {
    const path = [...above, terraformName(member)];
    const text = member.type?.getText().replace(/\s+/g, ' ') ?? 'unknown';
    const [block] = [...text.matchAll(/\w+/g)]
      .map(([word]) => interfaces.get(word))
      .filter((each) => each !== undefined);
    const argument = { required: !member.questionToken, type: block ? 'block' : text };
    // A statement of a web ACL holds statements, without an end.
    const nested = block && path.length < DEEPEST ? pathsOf(block, interfaces, path) : [];
    return [[path.join('.'), argument] as const, ...nested];
  });
}
const DEEPEST = 6;

/** CDKTF's documentation of a property ends with a link to `Eip#associate_with_private_ip`. */
function terraformName(member: ts.PropertySignature): string {
  const [, name] = /#(\w+)\}/.exec(member.getFullText()) ?? [];
  if (name === undefined) throw new Error(`No link to the provider's documentation: ${member.getFullText()}`);
  return name;
}
