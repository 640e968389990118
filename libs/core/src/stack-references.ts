import { ConfigError, type ConfigProblem } from './config-error';
import { eachText, templateParts } from './template';

type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface Configuration {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly ephemeral?: Blocks;
  readonly provider?: Readonly<Record<string, unknown>>;
  readonly variable?: object;
  readonly locals?: object;
  readonly module?: object;
}

/** Another stack of the app, as far as a reference to it has to be explained. */
export interface OtherStack {
  readonly node: { readonly id: string };
  /** Path of the construct that has an address; undefined where the stack has no such address. */
  constructAt(address: string): string | undefined;
  /** What one of the stack's outputs for other stacks reads; undefined where it has no such output. */
  handedOver(output: string): string | undefined;
}

const REFERENCE = /(?<![\w.])((?:data\.|ephemeral\.)?([a-z][a-z0-9]*)_[a-z0-9_]+\.[A-Za-z_][\w-]*)/g;
const NAMED = /(?<![\w.])((?:var|local|module)\.[A-Za-z_][\w-]*)/g;
const REMOTE = /^(?:\$\{)?data\.terraform_remote_state\./;
const HANDED_OVER = /data\.terraform_remote_state\.[\w-]+\.outputs\.([\w-]+)/g;
const ADDRESSES = /(?:^|\.)(?:depends_on|replace_triggered_by)\[\d+\]$/;

const ATTRIBUTE = /(?<![\w.])(?:data\.)?[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z_][\w-]*((?:\.\w+|\[[^\]]*\])+)/g;
// Last names of attributes that AWS's and Cloudflare's providers call sensitive. Terraform itself refuses the others: an output
// must not hold what is sensitive.
const SECRET =
  /\.(?:\w+_)?(?:passwords?|passphrase|secret|secret_string|secret_binary|private_key|secret_key|secret_access_key|api_key|auth_token|access_token|token|plaintext|preshared_key|ses_smtp_password_v4)$/;
const MAX_SHOWN = 200;

/**
 * Refuses references that Terraform could not resolve: to what is in another stack and did not become an output of that
 * stack (hand-written `${…}`, ephemeral values), and to what is nowhere. Refuses secrets on their way through a state.
 *
 * @throws ConfigError that names the construct and attribute, and the stack and construct that it refers to.
 */
export function refuseForeignReferences(stack: string, json: Configuration, others: readonly OtherStack[]): void {
  const declared = declaredIn(json);
  const problems: ConfigProblem[] = [];
  eachText(
    json,
    (path, text) => {
      const report = (allowed: string, fix: string): void => {
        const value = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
        problems.push({ property: readableAt(path, json), value, allowed, fix });
      };
      for (const address of referencesIn(path, text)) {
        if (declared(address)) continue;
        const owner = others.find((other) => other.constructAt(address) !== undefined);
        if (owner) report(...foreign(address, owner));
        else if (isAddress(address, json)) report(`addresses of the stack; ${address} is in no stack of the app`, TYPO);
      }
      if (ADDRESSES.test(path) && REMOTE.test(text))
        report('resources of the stack', 'Pass the construct to dependsOn, where it makes its stack come first.');
      for (const [, output = ''] of text.matchAll(HANDED_OVER)) {
        const owner = others.find((other) => other.handedOver(output) !== undefined);
        const read = owner?.handedOver(output) ?? '';
        if (owner && isSecret(read)) report(...secret(read, owner));
      }
    },
    { skip: ['//', 'ignore_changes', 'moved', 'removed', 'terraform'] },
  );
  if (problems.length > 0) throw new ConfigError('stack', stack, problems);
}

const TYPO = 'Pass an attribute of a construct; it says its address itself.';

function foreign(address: string, owner: OtherStack): [allowed: string, fix: string] {
  const where = `addresses of the stack; ${address} is "${owner.constructAt(address)}" of the stack "${owner.node.id}"`;
  if (!address.startsWith('ephemeral.'))
    return [where, 'Pass an attribute of that construct instead of text: it becomes an output of its stack.'];
  return [
    `${where}, and an ephemeral value exists in the run of its own stack only`,
    'Write it into a secret in that stack, and pass the ARN of the secret.',
  ];
}

function secret(read: string, owner: OtherStack): [allowed: string, fix: string] {
  return [
    `values that a state may hold; ${read} of the stack "${owner.node.id}" is a secret, and what goes to another stack is written into the outputs of its state in the clear`,
    'Pass the ARN of the secret that holds it, or use it in its own stack.',
  ];
}

function isSecret(read: string): boolean {
  return [...read.matchAll(ATTRIBUTE)].some(([, attribute = '']) => SECRET.test(attribute.replace(/\[[^\]]*\]/g, '')));
}

/** The addresses that a text refers to. */
function* referencesIn(path: string, text: string): Generator<string> {
  if (ADDRESSES.test(path)) yield* matches(text);
  for (const { kind, text: code } of templateParts(text)) if (kind === 'code') yield* matches(code);
}

function* matches(code: string): Generator<string> {
  for (const [, address = ''] of code.matchAll(REFERENCE)) yield address;
  for (const [, address = ''] of code.matchAll(NAMED)) yield address;
}

function declaredIn(json: Configuration): (address: string) => boolean {
  const addresses = new Set<string>();
  const add = (prefix: string, blocks: Blocks = {}): void => {
    for (const [type, named] of Object.entries(blocks))
      for (const name of Object.keys(named)) addresses.add(`${prefix}${type}.${name}`);
  };
  add('', json.resource);
  add('data.', json.data);
  add('ephemeral.', json.ephemeral);
  const { variable = {}, locals = {}, module = {} } = json;
  add('', { var: variable as Blocks[string], local: locals as Blocks[string], module: module as Blocks[string] });
  return (address) => addresses.has(address);
}

/** Whether the first word of an address can only be a type: a variable of a `for` may be called anything. */
function isAddress(address: string, { provider = {} }: Configuration): boolean {
  const type = address.replace(/^(?:data|ephemeral|var|local|module)\./, '');
  return type !== address || Object.keys(provider).some((name) => type.startsWith(`${name}_`));
}

/** `resource.aws_vpc.main.tags.Name` with the construct instead of the block: `staging/network/vpc: tags.Name`. */
function readableAt(path: string, json: Configuration): string {
  const [, kind = '', type = '', name = '', attribute = ''] = /^(\w+)\.([\w-]+)\.([\w-]+)\.?(.*)$/.exec(path) ?? [];
  if (kind !== 'resource' && kind !== 'data' && kind !== 'ephemeral') return path;
  const block = json[kind]?.[type]?.[name] as { '//'?: { metadata?: { path?: string } } } | undefined;
  return `${block?.['//']?.metadata?.path ?? `${type}.${name}`}: ${attribute}`;
}
