import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from '@restartix/kit';
import { EMULATOR_OVERRIDE } from '../environment/overrides';
import { ensureInit } from '../run/init';
import type { Session } from '../run/session';
import { Pseudonyms, type StateFile } from './pseudonyms';
import { readState } from './read-state';
import { SecretsEndpoint, type ValueOf } from './secrets-endpoint';

const SCRATCH = /^scratch\.(\d+)$/;

/**
 * Works on a copy of the state, in a folder that is gone afterwards: nothing is locked or written where the state is, and no
 * value of a secret is read. What is planned here can be shown, never applied.
 */
export async function withoutSecrets<T>(session: Session, work: (session: Session) => Promise<T>): Promise<T> {
  discardOrphans(session.paths.work);
  const folder = join(session.paths.work, `scratch.${process.pid}`);
  const discard = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', discard);
  let endpoint: SecretsEndpoint | undefined;
  try {
    const state = await readState(session);
    const stack = join(folder, 'stack');
    mkdirSync(stack, { recursive: true, mode: 0o700 });
    placeStack(session.paths.stack, stack);
    const path = join(folder, 'terraform.tfstate');
    const pseudonyms = new Pseudonyms(state ?? {});
    const shown = state && pseudonyms.ofState();
    if (shown) writeFileSync(path, JSON.stringify(shown), { mode: 0o600 });
    const configuration = readFileSync(join(stack, 'cdk.tf.json'), 'utf8');
    endpoint = await SecretsEndpoint.open(session.sdk, valuesIn(shown ?? {}, configuration, pseudonyms));
    const copy = session.elsewhere(
      { stack, data: join(folder, 'data') },
      { AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint.url, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' },
    );
    await ensureInit(copy, { kind: 'file', path });
    return await work(copy);
  } finally {
    endpoint?.close();
    discard();
    process.off('exit', discard);
  }
}

function placeStack(from: string, to: string): void {
  for (const name of ['cdk.tf.json', EMULATOR_OVERRIDE]) {
    if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name));
  }
  if (existsSync(join(from, 'assets'))) symlinkSync(join(from, 'assets'), join(to, 'assets'));
}

/** As the copy of the state has them; else a JSON object with each key that the configuration reads of a secret. */
function valuesIn({ resources = [] }: StateFile, configuration: string, pseudonyms: Pseudonyms): ValueOf {
  const known = new Map(
    resources
      .filter(({ type }) => type === 'aws_secretsmanager_secret_version')
      .flatMap(({ instances = [] }) => instances.map(({ attributes = {} }) => attributes))
      .filter(({ secret_string: value }) => typeof value === 'string' && value !== '')
      .map(({ arn, version_id: version, secret_string: value }) => [
        `${String(arn)} ${String(version)}`,
        String(value),
      ]),
  );
  const keys = [...configuration.matchAll(/secret_string\)(?:\.([\w-]+)|\[\\"([^"\\]+)\\"\])/g)].map(
    ([, name, quoted]) => name ?? quoted ?? '',
  );
  return ({ arn, version }) =>
    known.get(`${arn} ${version}`) ??
    JSON.stringify(Object.fromEntries(keys.map((key) => [key, pseudonyms.of(`${arn} ${version} ${key}`)])));
}

/** Scratch folders of runs that were killed. */
function discardOrphans(work: string): void {
  for (const name of readdirSync(work)) {
    const [, pid] = SCRATCH.exec(name) ?? [];
    if (pid && processIdentity(Number(pid)) === undefined) rmSync(join(work, name), { recursive: true, force: true });
  }
}
