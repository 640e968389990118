import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArgumentLimit } from '@restartix/core/cloudflare-arguments';
import * as ts from 'typescript';
import { REPOSITORY } from '../repository';

const BINDINGS = join(REPOSITORY, 'node_modules/@cdktf/provider-cloudflare/lib');

type Limits = Readonly<Record<string, ArgumentLimit>>;

/** What the provider's bindings document of one resource's arguments, by path: `rules.action_parameters.edge_ttl.mode`. */
export function documentedLimits(module: string): { readonly version: string; readonly limits: Limits } {
  const file = join(BINDINGS, module, 'index.d.ts');
  const text = readFileSync(file, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const interfaces = new Map(source.statements.filter(ts.isInterfaceDeclaration).map((each) => [each.name.text, each]));
  const [, version] = /registry\.terraform\.io\/providers\/cloudflare\/cloudflare\/([\d.]+)\//.exec(text) ?? [];
  if (version === undefined) throw new Error(`${file} names no version of the provider`);
  return { version, limits: Object.fromEntries(limitsOf(`${pascalCase(module)}Config`, '', interfaces)) };
}

function* limitsOf(
  name: string,
  path: string,
  interfaces: ReadonlyMap<string, ts.InterfaceDeclaration>,
): Generator<[string, ArgumentLimit]> {
  for (const member of interfaces.get(name)?.members ?? []) {
    if (!ts.isPropertySignature(member) || !member.type) continue;
    const text = commentOf(member);
    const [, argument] = /docs\/resources\/\w+#(\w+) /.exec(text) ?? [];
    if (argument === undefined) continue;
    const at = `${path}${argument}`;
    const limit = limitIn(text);
    if (limit) yield [at, limit];
    for (const nested of nestedIn(member.type)) yield* limitsOf(nested.name, `${at}${nested.step}.`, interfaces);
  }
}

/** The interfaces that a type names; those of a map have a step of their own. */
function nestedIn(type: ts.TypeNode, step = ''): { readonly name: string; readonly step: string }[] {
  if (ts.isTypeReferenceNode(type)) return [{ name: type.typeName.getText(), step }];
  if (ts.isArrayTypeNode(type)) return nestedIn(type.elementType, step);
  if (ts.isUnionTypeNode(type)) return type.types.flatMap((each) => nestedIn(each, step));
  if (!ts.isTypeLiteralNode(type)) return [];
  return type.members.flatMap((each) => (ts.isIndexSignatureDeclaration(each) ? nestedIn(each.type, `${step}.*`) : []));
}

function limitIn(text: string): ArgumentLimit | undefined {
  const [, listed] = /Available values: ([^\n]*)\./.exec(text) ?? [];
  if (listed !== undefined) return { oneOf: JSON.parse(`[${listed}]`) as (string | number)[] };
  const [, min, max] = /between (\d+) and (\d+)/.exec(text) ?? [];
  if (min === undefined || max === undefined) return undefined;
  // Whether the zone's plan allows the lower one is the API's to say.
  const [, reduced] = /minimum reduced to (\d+)/.exec(text) ?? [];
  const [, special] = /Setting to (\d+) means/.exec(text) ?? [];
  return { min: Number(reduced ?? min), max: Number(max), ...(special ? { or: [Number(special)] } : {}) };
}

function commentOf(node: ts.Node): string {
  const text = node.getFullText();
  return (ts.getLeadingCommentRanges(text, 0) ?? []).map(({ pos, end }) => text.slice(pos, end)).join('\n');
}

function pascalCase(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_match, _dash, letter: string) => letter.toUpperCase());
}
