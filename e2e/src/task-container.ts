import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import type { Block, Synthesized } from '@restartix/testing';

/** What Terraform would put in place of a reference, e.g. `aws_db_instance.database_instance.address`. */
export type Resolve = (reference: string) => string;

/** A container of a task definition as ECS runs it: its words, its environment with the secrets in it. */
export interface TaskContainer {
  readonly entryPoint: readonly string[];
  readonly healthCheck: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly user: string;
  readonly readonlyRoot: boolean;
}

/** What a container that ended or a check leaves. */
export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** The first container of a task definition, with references resolved and secrets read, as Terraform and ECS would. */
export function containerOf(found: Synthesized, name: string, resolve: Resolve): TaskContainer {
  const definitions = String(
    found.resource('aws_ecs_task_definition', `${name}_task_definition`)['container_definitions'],
  );
  const [container] = JSON.parse(rendered(definitions, resolve)) as [Record<string, unknown>];
  const list = (key: string): Record<string, string>[] =>
    (container[key] as Record<string, string>[] | undefined) ?? [];
  return {
    entryPoint: [
      ...((container['entryPoint'] as string[] | undefined) ?? []),
      ...((container['command'] as string[] | undefined) ?? []),
    ],
    healthCheck: ((container['healthCheck'] as Block | undefined)?.['command'] as string[] | undefined)?.slice(1) ?? [],
    environment: Object.fromEntries([
      ...list('environment').map((each) => [each['name'], each['value']]),
      ...list('secrets').map((each) => [each['name'], secretOf(found, each['valueFrom']!, resolve)]),
    ]) as Record<string, string>,
    user: String(container['user'] ?? ''),
    readonlyRoot: container['readonlyRootFilesystem'] === true,
  };
}

/** The value of a secret, as what Terraform wrote there: `{reference to its ARN}:{key}::`. */
export function secretOf(found: Synthesized, valueFrom: string, resolve: Resolve): string {
  const [, id, key] = /^arn:([\w-]+)(?::(\w+)::)?$/.exec(valueFrom) ?? [];
  const version = found.resources('aws_secretsmanager_secret_version')[id!.replace(/_secret$/, '_version')];
  // A person sets it, or it is the whole document.
  if (!version || key === undefined) return '';
  const written = String(version['secret_string_wo']);
  const [, bare, text] = new RegExp(`"${key}" = (?:([\\w.-]+)|"((?:[^"\\\\$]|\\$\\{[^}]*\\})*)")`).exec(written) ?? [];
  if (bare === undefined && text === undefined) throw new Error(`${id!} has no ${key}: ${written}`);
  return bare === undefined ? rendered(text!, resolve) : resolve(bare);
}

/** Terraform's string templates with references alone; the ARN of a secret is `arn:{its name in the configuration}`. */
function rendered(text: string, resolve: Resolve): string {
  return text
    .replace(/(?<!\$)\$\{([^}]+)\}/g, (_, reference: string) => {
      const [, secret] = /^aws_secretsmanager_secret\.([\w-]+)\.arn$/.exec(reference) ?? [];
      return secret === undefined ? resolve(reference) : `arn:${secret}`;
    })
    .replace(/([$%])\1(?=\{)/g, (_, sign: string) => sign);
}

/**
 * Runs a container's words with nothing but its environment, as its user, and where the machine lets us (root) with a
 * root filesystem that is read-only.
 */
export function runContainer(
  { user, readonlyRoot, environment }: TaskContainer,
  words: readonly string[],
  { programs, extra = {} }: { readonly programs: readonly string[]; readonly extra?: NodeJS.ProcessEnv },
): ChildProcess {
  const path = [...programs, '/usr/bin', '/bin'].join(delimiter);
  const isRoot = process.getuid?.() === 0;
  const [uid = '', gid = uid] = user.split(':');
  const asUser = isRoot && uid ? ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'] : [];
  const frozen =
    isRoot && readonlyRoot
      ? ['unshare', '--mount', 'sh', '-c', 'mount --make-rprivate / && mount -o remount,bind,ro / && exec "$@"', 'sh']
      : [];
  const [program, ...args] = [...frozen, ...asUser, ...words];
  // A group of its own, so that a test can end all of it; a signal of ECS reaches the first process alone.
  return spawn(program!, args, {
    env: { PATH: path, ...environment, ...extra },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
}

/** Ends a container with whatever it has started. */
export function kill({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
}

/** Waits for the end; `seconds` is what ECS would wait. */
export function ended(child: ChildProcess, seconds = 60): Promise<Ended> {
  return new Promise((resolve) => {
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (data: Buffer) => (output += data.toString()));
    const timer = setTimeout(() => kill(child), seconds * 1000);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? -1, output });
    });
  });
}

/** The folders of the programs that this machine has of an image's. */
export function folderOf(program: string): string | undefined {
  return (process.env['PATH'] ?? '').split(delimiter).find((folder) => existsSync(`${folder}/${program}`));
}
