/** A policy document in one shape, however it was written: lists where AWS allows one or many, sorted where order says nothing. */
export interface Policy {
  readonly Statement: readonly Statement[];
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Principal?: Principals;
  readonly NotPrincipal?: Principals;
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

type Principals = Readonly<Record<string, readonly string[]>>;

/** The policy that a text holds, if it holds one. */
export function policyOf(text: unknown): Policy | undefined {
  if (typeof text !== 'string' || !text.includes('"Statement"')) return undefined;
  try {
    const document = JSON.parse(text) as { Statement?: unknown };
    const statements = listOf(document.Statement);
    if (!statements.every(isObject)) return undefined;
    return { ...document, Statement: statements.map(statement) };
  } catch {
    return undefined;
  }
}

/** The same value with every policy in it in its one shape. */
export function withPolicies(value: unknown): unknown {
  if (typeof value === 'string') return policyOf(value) ?? value;
  if (Array.isArray(value)) return value.map(withPolicies);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withPolicies(item)]));
}

function statement(written: Record<string, unknown>): Statement {
  return Object.fromEntries(
    Object.entries(written).map(([key, value]) => [
      key,
      /^(Not)?(Action|Resource)$/.test(key) ? texts(value) : shaped(key, value),
    ]),
  );
}

function shaped(key: string, value: unknown): unknown {
  if (/^(Not)?Principal$/.test(key)) return mapped(isObject(value) ? value : { AWS: value }, texts);
  if (key === 'Condition' && isObject(value)) {
    return mapped(value, (keys) => (isObject(keys) ? mapped(keys, texts) : keys));
  }
  return value;
}

function mapped(value: Record<string, unknown>, map: (item: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, map(item)]));
}

function texts(value: unknown): string[] {
  return [...new Set(listOf(value).map(String))].sort();
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
