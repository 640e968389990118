import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { parseService } from '@restartix/core/deployments';
import { ToolError } from '@restartix/kit';
import { isDenied } from '../aws/denied';
import type { Context } from '../context';
import { parametersOf } from '../parameters';
import { servicesOf } from '../workload';
import { parseValues, type Input } from './input';
import { currentValue, secretStates, type SecretState } from './states';

type Values = Readonly<Record<string, unknown>>;

/** Writes the keys of a secret that are given, keeps the others, and starts its readers again when they are to. */
export async function setSecret(
  context: Context,
  name: string,
  { input, restart }: { readonly input: Input; readonly restart: boolean },
): Promise<void> {
  const state = await settable(context, name);
  const before = await valueBefore(context, state);
  const given = input.isTerminal ? await asked(state, before, input) : checked(state, parseValues(await input.read()));
  const after = { ...before, ...given };
  const lacking = Object.keys(state.expected).filter((key) => !isText(after[key]));
  if (lacking.length > 0)
    throw new ToolError(
      `${state.name}: ${lacking.join(', ')} ${lacking.length === 1 ? 'is' : 'are'} missing.`,
      'Nothing was written. Give every key that has no value yet.',
    );
  const changed = Object.keys(given).filter((key) => given[key] !== before[key]);
  if (changed.length === 0) return context.say(`${state.name}: has these values already.`);
  for (const key of Object.keys(after).sort()) context.say(`  ${verb(key, changed, before)} ${key}`);
  if (input.isTerminal && (await context.ask(`Write ${state.name}? (yes) `)) !== 'yes')
    throw new ToolError('Not confirmed.', 'Nothing was written.');
  await write(context, state, after);
  await restartReaders(context, state, restart);
}

async function settable(context: Context, name: string): Promise<SecretState> {
  const states = await secretStates(context);
  const found = states.find(({ name: full, short }) => short !== undefined && (short === name || full === name));
  if (found === undefined) {
    const names = states.flatMap(({ short }) => short ?? []);
    throw new ToolError(
      `${context.env}: "${name}" is no secret that is set by hand (allowed: ${names.join(', ') || 'none yet'}).`,
      names.length === 0 ? `Deploy the environment first: ${context.nx('deploy')}.` : 'Choose one of them.',
    );
  }
  if (found.has === 'been deleted')
    throw new ToolError(
      `${found.name} does not exist, or is scheduled for deletion.`,
      `Restore it, or deploy: ${context.nx('deploy')}.`,
    );
  return found;
}

/** @throws ToolError where it may not be read: what is kept could not be. */
async function valueBefore(context: Context, { name, has }: SecretState): Promise<Values> {
  if (has === 'no value') return {};
  try {
    return await currentValue(context, name);
  } catch (error) {
    if (!isDenied(error)) throw error;
    throw new ToolError(
      `${name} has a value that you may not read, so its other keys could not be kept.`,
      'Take a role with secretsmanager:GetSecretValue, and kms:Decrypt of its key.',
      { cause: error },
    );
  }
}

/** Asks for each key; what is left empty stays as it is. */
async function asked({ expected }: SecretState, before: Values, input: Input): Promise<Record<string, string>> {
  const given: Record<string, string> = {};
  for (const [key, what] of Object.entries(expected)) {
    const value = await input.hidden(`${key}${what && ` (${what})`}${key in before ? ', empty keeps it' : ''}: `);
    if (value !== '') given[key] = value;
  }
  return given;
}

/** @throws ToolError for a key that nobody reads, or an empty value. */
function checked({ name, expected }: SecretState, given: Readonly<Record<string, string>>): Record<string, string> {
  const unknown = Object.keys(given).filter((key) => !(key in expected));
  if (unknown.length > 0)
    throw new ToolError(
      `${name}: ${unknown.join(', ')}: nobody reads that (allowed: ${Object.keys(expected).join(', ')}).`,
      'Nothing was written. Correct the key, or declare it in libs/platform/src/secrets.ts and deploy.',
    );
  const empty = Object.keys(given).filter((key) => given[key] === '');
  if (empty.length > 0)
    throw new ToolError(`${name}: ${empty.join(', ')}: the value is empty.`, 'Nothing was written. Give a value.');
  return { ...given };
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function verb(key: string, changed: readonly string[], before: Values): string {
  if (!changed.includes(key)) return 'keeps  ';
  return key in before ? 'changes' : 'adds   ';
}

async function write({ aws, say }: Context, { name, has }: SecretState, after: Values): Promise<void> {
  const text = JSON.stringify(after);
  const { VersionId: version } = await aws.secretsmanager.send(
    new PutSecretValueCommand({ SecretId: name, SecretString: text }),
  );
  say(`${name}: written as version ${version}.`);
  if (has === 'value') say('The value before it is the version AWSPREVIOUS.');
}

/** A task reads a secret when it starts. */
async function restartReaders(context: Context, { services }: SecretState, restart: boolean): Promise<void> {
  const described = await parametersOf(context, 'services', parseService);
  const readers = await servicesOf(
    context,
    services.filter((name) => described.has(name)),
  );
  const running = readers.filter(({ service }) => (service?.desiredCount ?? 0) > 0);
  if (running.length === 0) return context.say(`No service runs with it yet. Next: ${context.nx('status')}`);
  const names = running.map(({ name }) => name).join(', ');
  const wanted = restart || (await context.ask(`Restart ${names}, which read it when they start? (yes) `)) === 'yes';
  for (const { name, cluster, service } of running) {
    if (wanted) {
      const update = { cluster, service: service!.serviceName, forceNewDeployment: true };
      await context.aws.ecs.send(new UpdateServiceCommand(update));
      context.say(`${name}: starts again with the new value.`);
    } else {
      context.say(`${name}: runs with the value before it until it starts again.`);
      context.show(
        'ecs',
        'update-service',
        '--cluster',
        cluster,
        '--service',
        service!.serviceName!,
        '--force-new-deployment',
      );
    }
  }
  if (wanted) context.say(`Next: ${context.nx('verify-rollout')}`);
}
