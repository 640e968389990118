import ts from 'typescript';
import { hasModifier, parseSurface, said, type Surface } from './surface';

export type Bump = 'none' | 'minor' | 'major';

/** One difference between two surfaces. */
export interface ApiChange {
  readonly bump: Exclude<Bump, 'none'>;
  /** e.g. `NetworkConfig.natStrategy` */
  readonly at: string;
  /** e.g. `is required now` */
  readonly what: string;
}

/** Who a type is for: what consumers write may grow laxer, what they read may grow stricter. */
interface Use {
  readonly written: boolean;
  readonly read: boolean;
}
const WRITTEN: Use = { written: true, read: false };
const READ: Use = { written: false, read: true };

/**
 * What a consumer's code meets when it goes from one public API to another. Major is whatever can stop it from
 * compiling: a name or member that is gone, an input that is required or takes less, an output that may be less than
 * it was. A change that is not understood is major.
 */
export function compareApi(before: string, after: string): ApiChange[] {
  const [old, now] = [parseSurface(before), parseSurface(after)];
  const names = [...new Set([...old.declarations.keys(), ...now.declarations.keys()])].sort();
  return names.flatMap((name) => compareName(name, old, now));
}

/** The largest bump of some changes. */
export function bumpOf(changes: readonly ApiChange[]): Bump {
  if (changes.some(({ bump }) => bump === 'major')) return 'major';
  return changes.length > 0 ? 'minor' : 'none';
}

function compareName(name: string, old: Surface, now: Surface): ApiChange[] {
  const [was, is] = [old.declarations.get(name), now.declarations.get(name)];
  if (!old.exported.has(name) && now.exported.has(name)) return [minor(name, 'is exported now')];
  if (old.exported.has(name) && !now.exported.has(name)) {
    return [major(name, is ? 'is no longer exported' : 'is gone')];
  }
  // A type without an export of its own changes what refers to it; that it is there or gone is nobody's import.
  if (!was || !is) return [];
  const use = {
    written: now.written.has(name) || old.written.has(name),
    read: now.read.has(name) || old.read.has(name),
  };
  const [first, second] = [was[0]!, is[0]!];
  if (was.map(said).join() === is.map(said).join()) return [];
  if (was.length > 1 || is.length > 1 || first.kind !== second.kind) return [major(name, 'is declared otherwise')];
  return compareStatement(name, first, second, use);
}

function compareStatement(name: string, was: ts.Statement, is: ts.Statement, use: Use): ApiChange[] {
  if (ts.isClassDeclaration(was) && ts.isClassDeclaration(is)) {
    return [
      ...compareHead(name, was, is, READ),
      ...(hasModifier(is, ts.SyntaxKind.AbstractKeyword) && !hasModifier(was, ts.SyntaxKind.AbstractKeyword)
        ? [major(name, 'is abstract now')]
        : []),
      ...compareMembers(name, [...was.members], [...is.members], READ),
    ];
  }
  if (ts.isInterfaceDeclaration(was) && ts.isInterfaceDeclaration(is)) {
    return [...compareHead(name, was, is, use), ...compareMembers(name, [...was.members], [...is.members], use)];
  }
  if (ts.isTypeAliasDeclaration(was) && ts.isTypeAliasDeclaration(is)) {
    if (parametersOf(was) !== parametersOf(is)) return [major(name, 'has other type parameters')];
    return compareTypes(name, was.type, is.type, use);
  }
  if (ts.isFunctionDeclaration(was) && ts.isFunctionDeclaration(is)) return compareCalls(name, was, is);
  if (ts.isEnumDeclaration(was) && ts.isEnumDeclaration(is)) {
    return compareSets(name, was.members.map(said), is.members.map(said), WRITTEN);
  }
  if (ts.isVariableStatement(was) && ts.isVariableStatement(is)) {
    const typeOf = (statement: ts.VariableStatement): ts.TypeNode | undefined =>
      statement.declarationList.declarations.find((each) => each.name.getText() === name)?.type;
    // A list whose elements are what an input takes may grow.
    return compareTypes(name, typeOf(was), typeOf(is), use.written ? WRITTEN : READ);
  }
  // What is handed on from another package changes there.
  if (ts.isExportDeclaration(was) && ts.isExportDeclaration(is)) return [];
  return [major(name, 'is declared otherwise')];
}

type Headed = ts.ClassDeclaration | ts.InterfaceDeclaration;

/** Type parameters, and what it extends. */
function compareHead(name: string, was: Headed, is: Headed, { written }: Use): ApiChange[] {
  const bases = ({ heritageClauses = [] as unknown as ts.NodeArray<ts.HeritageClause> }: Headed): string[] =>
    heritageClauses.flatMap(({ types }) => types.map(said));
  const [old, now] = [bases(was), bases(is)];
  return [
    ...(parametersOf(was) === parametersOf(is) ? [] : [major(name, 'has other type parameters')]),
    ...old.filter((each) => !now.includes(each)).map((each) => major(name, `no longer is a ${each}`)),
    ...now
      .filter((each) => !old.includes(each))
      .map((each) => (written ? major(name, `takes what ${each} takes`) : minor(name, `is a ${each} too`))),
  ];
}

function parametersOf({
  typeParameters,
}: {
  readonly typeParameters?: ts.NodeArray<ts.TypeParameterDeclaration>;
}): string {
  return (typeParameters ?? []).map(said).join(', ');
}

type Member = ts.ClassElement | ts.TypeElement;

function compareMembers(owner: string, was: readonly Member[], is: readonly Member[], use: Use): ApiChange[] {
  const [old, now] = [byName(was), byName(is)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const at = `${owner}.${key}`;
    const [before, after] = [old.get(key), now.get(key)];
    if (!before) return added(at, after!, use);
    if (!after) return [major(at, 'is gone')];
    return compareMember(at, before, after, use);
  });
}

/** Private members are not in the way of anybody; neither is the private name that marks a class as nominal. */
function byName(members: readonly Member[]): Map<string, Member> {
  const visible = members.filter(
    (member) =>
      !hasModifier(member, ts.SyntaxKind.PrivateKeyword) && !(member.name && ts.isPrivateIdentifier(member.name)),
  );
  const found = new Map<string, Member>();
  for (const member of visible) {
    const key = nameOf(member);
    found.set(found.has(key) ? `${key} (overload ${said(member)})` : key, member);
  }
  return found;
}

function nameOf(member: Member): string {
  if (ts.isConstructorDeclaration(member)) return 'constructor';
  const prefix = hasModifier(member, ts.SyntaxKind.StaticKeyword) ? 'static ' : '';
  return member.name ? `${prefix}${member.name.getText().replace(/^['"]|['"]$/g, '')}` : said(member);
}

function added(at: string, member: Member, { written }: Use): ApiChange[] {
  if (hasModifier(member, ts.SyntaxKind.AbstractKeyword)) return [major(at, 'is new, and subclasses must have it')];
  return written && !isOptional(member) ? [major(at, 'is new, and required')] : [minor(at, 'is new')];
}

function isOptional(member: Member): boolean {
  return 'questionToken' in member && member.questionToken !== undefined;
}

function compareMember(at: string, was: Member, is: Member, use: Use): ApiChange[] {
  if (said(was) === said(is)) return [];
  if (isCall(was) && isCall(is)) return [...compareFlags(at, was, is, use), ...compareCalls(at, was, is)];
  if (isProperty(was) && isProperty(is)) {
    return [...compareFlags(at, was, is, use), ...compareTypes(at, typeOf(was), typeOf(is), use)];
  }
  return [major(at, 'is declared otherwise')];
}

type Call = ts.SignatureDeclaration;
type Property = ts.PropertyDeclaration | ts.PropertySignature | ts.GetAccessorDeclaration;

function isCall(member: Member): member is Member & Call {
  return ts.isConstructorDeclaration(member) || ts.isMethodDeclaration(member) || ts.isMethodSignature(member);
}

/** A getter is read as a property is. */
function isProperty(member: Member): member is Property {
  return ts.isPropertyDeclaration(member) || ts.isPropertySignature(member) || ts.isGetAccessorDeclaration(member);
}

function typeOf(member: Property): ts.Node | undefined {
  // `readonly strategy = "nat-instance"` has its type as a value.
  return member.type ?? ('initializer' in member ? member.initializer : undefined);
}

function compareFlags(at: string, was: Member, is: Member, { written, read }: Use): ApiChange[] {
  const [optional, optionalNow] = [isOptional(was), isOptional(is)];
  const isReadonly = (member: Member): boolean =>
    hasModifier(member, ts.SyntaxKind.ReadonlyKeyword) || ts.isGetAccessorDeclaration(member);
  const isProtected = (member: Member): boolean => hasModifier(member, ts.SyntaxKind.ProtectedKeyword);
  return [
    ...(optional && !optionalNow ? [written ? major(at, 'is required now') : minor(at, 'is always there')] : []),
    ...(!optional && optionalNow ? [read ? major(at, 'may be missing') : minor(at, 'is optional now')] : []),
    ...(read && !isReadonly(was) && isReadonly(is) && !isCall(is) ? [major(at, 'is readonly now')] : []),
    ...(!isProtected(was) && isProtected(is) ? [major(at, 'is protected now')] : []),
  ];
}

function compareCalls(at: string, was: Call, is: Call): ApiChange[] {
  if (parametersOf(was) !== parametersOf(is)) return [major(at, 'has other type parameters')];
  const width = Math.max(was.parameters.length, is.parameters.length);
  return [
    ...Array.from({ length: width }, (_, i) => compareParameter(at, was.parameters[i], is.parameters[i])).flat(),
    ...compareTypes(at, was.type, is.type, READ),
  ];
}

function compareParameter(owner: string, was?: ts.ParameterDeclaration, is?: ts.ParameterDeclaration): ApiChange[] {
  const at = `${owner}(${(is ?? was)!.name.getText()})`;
  const mayMiss = ({ questionToken, initializer, dotDotDotToken }: ts.ParameterDeclaration): boolean =>
    (questionToken ?? initializer ?? dotDotDotToken) !== undefined;
  if (!is) return [major(at, 'is gone')];
  if (!was) return [mayMiss(is) ? minor(at, 'is new') : major(at, 'is new, and required')];
  return [
    ...(mayMiss(was) && !mayMiss(is) ? [major(at, 'is required now')] : []),
    ...(!mayMiss(was) && mayMiss(is) ? [minor(at, 'is optional now')] : []),
    ...compareTypes(at, was.type, is.type, WRITTEN),
  ];
}

function compareTypes(at: string, was: ts.Node | undefined, is: ts.Node | undefined, use: Use): ApiChange[] {
  if (said(was) === said(is)) return [];
  if (was && is && ts.isTypeLiteralNode(was) && ts.isTypeLiteralNode(is)) {
    return compareMembers(at, [...was.members], [...is.members], use);
  }
  return compareSets(at, alternatives(was), alternatives(is), use);
}

/** What a value may be: the members of a union, the elements of a constant list. */
function alternatives(type: ts.Node | undefined): string[] {
  if (!type) return [''];
  if (ts.isParenthesizedTypeNode(type)) return alternatives(type.type);
  if (ts.isUnionTypeNode(type)) return type.types.flatMap(alternatives);
  if (ts.isTypeOperatorNode(type) && ts.isTupleTypeNode(type.type)) return type.type.elements.map(said);
  return [said(type)];
}

function compareSets(at: string, was: readonly string[], is: readonly string[], { written, read }: Use): ApiChange[] {
  const gone = was.filter((each) => !is.includes(each));
  const fresh = is.filter((each) => !was.includes(each));
  if (gone.length > 0 && fresh.length > 0) return [major(at, `was ${was.join(' | ')} and is ${is.join(' | ')}`)];
  if (gone.length > 0)
    return [written ? major(at, `no longer takes ${list(gone)}`) : minor(at, `no longer is ${list(gone)}`)];
  if (fresh.length > 0) return [read ? major(at, `may be ${list(fresh)} too`) : minor(at, `takes ${list(fresh)} too`)];
  return [];
}

const list = (types: readonly string[]): string => types.join(' or ');
const major = (at: string, what: string): ApiChange => ({ bump: 'major', at, what });
const minor = (at: string, what: string): ApiChange => ({ bump: 'minor', at, what });
