import { listed, minutes, Option, SHARED_OPTIONS } from '@restartix/kit';
import { LOCK_TIMEOUT_MINUTES } from './options';

/** The values of the flags below, of those that a command has and that were given. */
export interface Given {
  readonly local?: true;
  readonly stack?: string;
  readonly approve?: string;
  readonly production?: true;
  readonly yes?: string;
  readonly allowDataLoss?: readonly string[];
  readonly allowOutage?: readonly string[];
  readonly timeout?: number;
  readonly lockTimeout?: number;
  readonly id?: string;
  readonly platform?: readonly string[];
  readonly verbose?: true;
  readonly json?: true;
  readonly withoutSecrets?: true;
}

const flag = (flags: string, description: string): Option => new Option(flags, description);
const addresses = (kind: string, does: string): Option =>
  flag(`--allow-${kind} <addresses>`, `comma-separated: what may ${does}`).argParser(addressesOf);

export const FLAGS = {
  local: flag(...SHARED_OPTIONS.local),
  stack: flag('--stack <id>', 'one stack of an environment that has several (default: all of them, in their order)'),
  oneStack: flag('--stack <id>', 'one stack of an environment that has several (default: the one with its name)'),
  approve: flag('--approve <digest>', 'apply without a question if the plan has this digest'),
  production: flag(...SHARED_OPTIONS.production),
  yes: flag(...SHARED_OPTIONS.yes),
  allowDataLoss: addresses('data-loss', 'lose data').env('ALLOW_DATA_LOSS'),
  allowOutage: addresses('outage', 'interrupt what serves').env('ALLOW_OUTAGE'),
  timeout: flag('--timeout <minutes>', 'how long to wait').argParser(minutes()),
  lockTimeout: flag('--lock-timeout <minutes>', 'how long to wait for a locked state; 0 refuses at once')
    .argParser(minutes({ least: 0 }))
    .default(LOCK_TIMEOUT_MINUTES),
  id: flag('--id <lock id>', 'the lock, given ahead instead of a question'),
  platform: flag('--platform <os_arch>', 'e.g. linux_amd64; may be given more than once (default: four)').argParser(
    listed,
  ),
  verbose: flag('--verbose', 'list what is ok too'),
  json: flag(...SHARED_OPTIONS.json),
  withoutSecrets: flag('--without-secrets', 'read no value of a secret, take no lock, keep no plan'),
} as const;

/** `a,b["x,y"]` → `a`, `b["x,y"]` */
function addressesOf(list: string, before: readonly string[] = []): readonly string[] {
  const given = list
    .split(/,(?![^[]*\])/)
    .map((address) => address.trim())
    .filter((address) => address !== '');
  return [...before, ...given];
}
