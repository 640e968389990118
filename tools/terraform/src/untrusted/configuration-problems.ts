import { isDeepStrictEqual } from 'node:util';
import { isRecord } from '@restartix/kit';
import {
  BUILT_IN,
  DATA_SOURCES,
  EPHEMERALS,
  FILE_ARGUMENTS,
  PROVIDERS,
  REMOTE_STATE,
  SECRET_VERSION,
  SOURCE_IS_FILE,
  TOP_LEVEL,
} from './allowed';
import { expressionProblem } from './expressions';

type Json = Readonly<Record<string, unknown>>;

/**
 * What a synthesized configuration must not contain: whatever runs code, reads the machine that plans, shows what is secret,
 * or works elsewhere than the base branch's does. A line for each; none when it may be planned.
 * @param base - the same environment as the base branch synthesizes it; undefined where the base branch has none
 */
export function configurationProblems(configuration: unknown, base: unknown): string[] {
  if (!isRecord(configuration)) return ['cdk.tf.json is not an object.'];
  if (!isRecord(base)) {
    return ['The base branch has no such environment, so its state, accounts and regions are unknown. Merge it first.'];
  }
  const { terraform, provider, resource, data, ephemeral, ...others } = configuration;
  return [
    ...unknownKeys('', configuration, TOP_LEVEL),
    ...terraformProblems(terraform, base['terraform']),
    ...providerProblems(provider, base['provider']),
    ...blocks('resource', resource).flatMap(resourceProblems),
    ...blocks('data', data)
      .filter((block) => !isDeployedImage(block) && !isInBase(block, base['data']))
      .flatMap((block) => readerProblems(block, DATA_SOURCES)),
    ...blocks('ephemeral', ephemeral).flatMap((block) => readerProblems(block, EPHEMERALS)),
    ...listProblems('moved', others['moved'], ['from', 'to']),
    ...listProblems('removed', others['removed'], ['from', 'lifecycle']),
    ...listProblems('import', others['import'], ['to', 'id']),
    ...namedProblems('check', others['check'], ['assert']),
    ...Object.entries(configuration).flatMap(([key, value]) => (key === '//' ? [] : expressionProblems(key, value))),
  ];
}

function terraformProblems(terraform: unknown, base: unknown): string[] {
  if (!isRecord(terraform)) return ['terraform: is not an object.'];
  const { backend, required_providers: required } = terraform;
  const known = isRecord(base) ? base['backend'] : undefined;
  return [
    ...unknownKeys('terraform', terraform, ['backend', 'required_providers', 'required_version']),
    ...(known !== undefined && isDeepStrictEqual(backend, known)
      ? []
      : [`terraform.backend: differs from the base branch’s (${shown(known)}). A state moves in a change of its own.`]),
    ...(isRecord(required)
      ? Object.entries(required).flatMap(sourceProblems)
      : ['terraform.required_providers: is missing.']),
  ];
}

function sourceProblems([name, value]: [string, unknown]): string[] {
  const path = `terraform.required_providers.${name}`;
  const sources = Object.hasOwn(PROVIDERS, name) ? PROVIDERS[name] : undefined;
  if (!sources) return [`${path}: is not allowed (allowed: ${Object.keys(PROVIDERS).join(', ')}).`];
  if (!isRecord(value)) return [`${path}: is not an object.`];
  const { source, version } = value;
  return [
    ...unknownKeys(path, value, ['source', 'version']),
    ...(sources.includes(String(source))
      ? []
      : [`${path}.source: ${shown(source)} is not allowed (allowed: ${sources.join(', ')}).`]),
    ...(/^\d+\.\d+\.\d+$/.test(String(version))
      ? []
      : [`${path}.version: ${shown(version)} is not one exact version.`]),
  ];
}

/** Whatever a provider is told beyond the tags decides where it works, as whom, or whom it tells its credentials. */
function providerProblems(provider: unknown = {}, base: unknown = {}): string[] {
  if (!isRecord(provider)) return ['provider: is not an object.'];
  return Object.entries(provider).flatMap(([name, value]) => {
    if (!Object.hasOwn(PROVIDERS, name))
      return [`provider.${name}: is not allowed (allowed: ${Object.keys(PROVIDERS).join(', ')}).`];
    const known = isRecord(base) && Object.hasOwn(base, name) ? listOf(base[name]).map(withoutTags) : [];
    return listOf(value).flatMap((block, i) =>
      known.some((each) => isDeepStrictEqual(each, withoutTags(block)))
        ? []
        : [
            `provider.${name}[${i}]: ${shown(withoutTags(block))} differs from the base branch’s (${known.map(shown).join(', ') || 'none'}). Only default_tags may.`,
          ],
    );
  });
}

function withoutTags(block: unknown): unknown {
  if (!isRecord(block)) return block;
  return Object.fromEntries(Object.entries(block).filter(([name]) => name !== 'default_tags'));
}

interface Block {
  readonly kind: string;
  readonly type: string;
  readonly name: string;
  readonly path: string;
  readonly body: unknown;
}

/** `{ type: { name: body } }`, the one form that synthesis writes of those that Terraform reads. */
function blocks(kind: string, value: unknown = {}): Block[] {
  const block = (type: string, name: string, body: unknown): Block => ({
    kind,
    type,
    name,
    path: `${kind}.${type}.${name}`,
    body,
  });
  if (!isRecord(value)) return [{ ...block('', '', undefined), path: kind }];
  return Object.entries(value).flatMap(([type, byName]) =>
    isRecord(byName)
      ? Object.entries(byName).map(([name, body]) => block(type, name, body))
      : [{ ...block(type, '', undefined), path: `${kind}.${type}` }],
  );
}

function resourceProblems(block: Block): string[] {
  const { type, path, body } = block;
  const shape = shapeProblems(block);
  if (shape.length > 0 || !isRecord(body)) return shape;
  if (!BUILT_IN.includes(type) && providerOf(type) === undefined) {
    const types = [...Object.keys(PROVIDERS).map((name) => `${name}_*`), ...BUILT_IN];
    return [`${path}: resources of this type are not allowed (allowed: ${types.join(', ')}).`];
  }
  const running = ['provisioner', 'connection'].filter((key) => Object.hasOwn(body, key));
  return [
    ...running.map((key) => `${path}.${key}: is not allowed, it runs commands during apply.`),
    ...metaProviderProblems(block, body),
    ...fileProblems(type, path, body),
  ];
}

function readerProblems(block: Block, allowed: readonly string[]): string[] {
  const { kind, type, path, body } = block;
  const shape = shapeProblems(block);
  if (shape.length > 0 || !isRecord(body)) return shape;
  if (!allowed.includes(type))
    return [`${path}: ${kind} of this type is not allowed (allowed: ${allowed.join(', ')}).`];
  const secret = body['secret_id'];
  const isOwn =
    typeof secret === 'string' &&
    /^\$\{aws_secretsmanager_secret(_version)?\.[\w-]+\.(id|arn|secret_id)\}$/.test(secret);
  return [
    ...metaProviderProblems(block, body),
    ...(type === SECRET_VERSION && !isOwn
      ? [
          `${path}.secret_id: ${shown(secret)} is not a reference to a secret of this stack, \${aws_secretsmanager_secret.name.id}.`,
        ]
      : []),
  ];
}

/** Which image is deployed, as the stack of a service reads it where the registry is in another stack. */
function isDeployedImage({ type, name, body }: Block): boolean {
  if (type !== 'aws_ssm_parameter' || shapeProblems({ kind: 'data', type, name, path: '', body }).length > 0)
    return false;
  const { name: parameter } = body as Json;
  return (
    Object.keys(body as Json).every((key) => key === '//' || key === 'name') &&
    /^\/[\w-]+\/[\w-]+\/images\/[\w-]+$/.test(String(parameter))
  );
}

/** The state of another stack, as the base branch reads it: a pull request that reads one more is merged before it is planned. */
function isInBase({ type, name, body }: Block, base: unknown): boolean {
  if (type !== REMOTE_STATE || !isRecord(base)) return false;
  const known = base[type];
  return isRecord(known) && Object.hasOwn(known, name) && isDeepStrictEqual(known[name], body);
}

function shapeProblems({ path, type, name, body }: Block): string[] {
  if (!isRecord(body)) return [`${path}: is not one object.`];
  return [type, name].every((label) => /^[A-Za-z_][\w-]*$/.test(label)) ? [] : [`${path}: is not a name.`];
}

/** A provider named here need not be required anywhere: Terraform installs it. */
function metaProviderProblems({ type, path }: Block, { provider }: Json): string[] {
  const own = providerOf(type);
  const isOwn = typeof provider === 'string' && own !== undefined && new RegExp(`^${own}(\\.[\\w-]+)?$`).test(provider);
  return provider === undefined || isOwn
    ? []
    : [`${path}.provider: ${shown(provider)} is not allowed (allowed: ${own ?? 'none'}).`];
}

function providerOf(type: string): string | undefined {
  return Object.keys(PROVIDERS).find((name) => type.startsWith(`${name}_`));
}

function fileProblems(type: string, path: string, body: Json): string[] {
  const names = SOURCE_IS_FILE.includes(type) ? [...FILE_ARGUMENTS, 'source'] : FILE_ARGUMENTS;
  return found(body, path, (key, value) => names.includes(key) && typeof value === 'string' && !isInside(value)).map(
    ({ path: at, value }) =>
      `${at}: ${shown(value)} is not a file below assets/, the only files that a stack may read.`,
  );
}

function isInside(file: string): boolean {
  return /^(\.\/)?assets\/[\w./-]+$/.test(file) && !file.split('/').includes('..');
}

interface Found {
  readonly path: string;
  readonly value: unknown;
}

function found(value: unknown, path: string, matches: (key: string, value: unknown) => boolean): Found[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const at = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
    return [...(matches(key, item) ? [{ path: at, value: item }] : []), ...found(item, at, matches)];
  });
}

/** Keys are templates as well as values. */
function expressionProblems(path: string, value: unknown): string[] {
  const problem = (text: string): string[] => {
    const why = expressionProblem(text);
    return why === undefined ? [] : [`${path}: ${shown(text)} ${why}.`];
  };
  if (typeof value === 'string') return problem(value);
  if (Array.isArray(value)) return value.flatMap((item, i) => expressionProblems(`${path}[${i}]`, item));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    ...problem(key),
    ...expressionProblems(`${path}.${key}`, item),
  ]);
}

function listProblems(path: string, value: unknown, keys: readonly string[]): string[] {
  return value === undefined ? [] : listOf(value).flatMap((item, i) => unknownKeys(`${path}[${i}]`, item, keys));
}

function namedProblems(path: string, value: unknown = {}, keys: readonly string[]): string[] {
  if (!isRecord(value)) return [`${path}: is not an object.`];
  return Object.entries(value).flatMap(([name, body]) => unknownKeys(`${path}.${name}`, body, keys));
}

function unknownKeys(path: string, value: unknown, allowed: readonly string[]): string[] {
  if (!isRecord(value)) return [`${path}: is not an object.`];
  return Object.keys(value)
    .filter((key) => key !== '//' && !allowed.includes(key))
    .map((key) => `${path ? `${path}.` : ''}${key}: is not allowed (allowed: ${allowed.join(', ')}).`);
}

/** JSON configuration allows one block or a list of blocks. */
function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
