import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnvStack } from '@restartix/core';
import { App, TerraformElement, TerraformOutput, Testing, Token } from 'cdktf';
import { Construct } from 'constructs';
import { REPOSITORY } from './repository';

// Whatever a module gives, used from another stack of the app.

type Example = (stack: EnvStack) => void;

const LIBS = join(REPOSITORY, 'libs');
const EXAMPLES = readdirSync(LIBS).flatMap((library) => {
  const folder = join(LIBS, library, 'examples');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files.map((file) => ({ library, file, path: join(folder, file) }));
});

/** What is refused, for it exists during a run alone. Everything else is given. */
const REFUSED = ['connectionUrl'];

describe.each(EXAMPLES)('$library, as in $file', ({ path }) => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { default: example } = require(path) as { default: Example };
  const app = Testing.stubVersion(new App({ outdir: tmpdir(), stackTraces: false }));
  const owner = stackOf(app, 'owner');
  example(owner);
  const modules = owner.node.children.filter((child) => !TerraformElement.isTerraformElement(child));
  const given = modules.flatMap((module) => valuesOf(module));
  const isRefused = ({ name }: Given): boolean => REFUSED.some((each) => name.endsWith(`.${each}`));

  it('gives to another stack what it gives', () => {
    const user = stackOf(app, 'user');
    given
      .filter((each) => !isRefused(each))
      .forEach(({ name, value }) => new TerraformOutput(user, name.replace('.', '_'), { value, staticId: true }));
    [owner, user].forEach((stack) => stack.prepareStack());
    const made = owner.toTerraform() as { output?: object };
    expect(undeclaredIn(user.toTerraform(), Object.keys(made.output ?? {}))).toEqual([]);
  });

  it('is refused the rest by name', () => {
    given.filter(isRefused).forEach(({ value }, index) => {
      const user = stackOf(app, `refused-${index}`);
      new TerraformOutput(user, 'value', { value, staticId: true });
      [owner, user].forEach((stack) => stack.prepareStack());
      expect(() => user.toTerraform()).toThrow(
        /^stack "refused-\d+": output\.value\.value .* is "owner\/.*" of the stack "owner", and an ephemeral value/,
      );
    });
  });

  it('gives something', () => {
    expect(given).not.toEqual([]);
  });
});

function stackOf(app: App, id: string): EnvStack {
  return new EnvStack(app, id, {
    env: 'staging',
    region: 'eu-central-1',
    accountId: '123456789012',
    state: { bucket: 'states', key: `staging/${id}` },
  });
}

interface Given {
  readonly name: string;
  readonly value: unknown;
}

/** The fields, getters and statements of a construct, those of what it holds included. */
function valuesOf(construct: Construct, path = construct.node.id): Given[] {
  const prototype = Object.getPrototypeOf(construct) as object;
  const getters = Object.entries(Object.getOwnPropertyDescriptors(prototype)).filter(([, { get }]) => get);
  const statements = Object.getOwnPropertyNames(prototype).filter((name) => /Statements$/.test(name));
  const named = [...Object.keys(construct), ...getters.map(([name]) => name), ...statements];
  return [...new Set(named)].flatMap((name) => {
    const value = read(construct as unknown as Record<string, unknown>, name);
    return isGiven(value) ? [{ name: `${path}.${name}`, value }] : [];
  });
}

function read(construct: Record<string, unknown>, name: string): unknown {
  try {
    const value = construct[name];
    return typeof value === 'function' && value.length === 0 ? (value as () => unknown).call(construct) : value;
  } catch {
    return undefined;
  }
}

/** Text, lists and records with something in them that Terraform alone knows. */
function isGiven(value: unknown): boolean {
  if (Token.isUnresolved(value)) return true;
  if (typeof value !== 'object' || value === null || Construct.isConstruct(value)) return false;
  const plain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  const values: unknown[] = Object.values(value);
  const isData = !values.some((each) => Construct.isConstruct(each) || typeof each === 'function');
  return plain && isData && values.some(isGiven);
}

/** What a stack reads of another, and that one does not give. */
function undeclaredIn(json: unknown, outputs: readonly string[]): string[] {
  const { output, data = {} } = json as { output: object; data?: Record<string, object> };
  const text = JSON.stringify(output);
  const own = Object.entries(data).flatMap(([type, blocks]) =>
    Object.keys(blocks).map((name) => `data.${type}.${name}`),
  );
  const read = [...text.matchAll(/(?<![\w.])(?:(?:data|ephemeral)\.)?(?:aws|cloudflare|terraform)_\w+\.\w+/g)];
  const remote = [...text.matchAll(/\.outputs\.(\w+)/g)].map(([, name = '']) => name);
  return [
    ...read.map(([address]) => address).filter((address) => !own.includes(address)),
    ...remote.filter((name) => !outputs.includes(name)),
  ];
}
