import { parseArgs } from 'node:util';
import { ToolError } from '@restartix/kit';
import type { ApprovalKind, Target } from '@restartix/plan-report';

/** The command line. */
export interface Options {
  readonly command: string;
  readonly env: string;
  /** One of its stacks. @default - all, or the one with the environment's name */
  readonly stack?: string;
  readonly target: Target;
  /** The digest of the plan that was reviewed. */
  readonly approve?: string;
  /** Says that production is meant. */
  readonly production: boolean;
  /** The environment's name, given ahead instead of typed. */
  readonly yes?: string;
  /** Addresses that may lose data, and that may interrupt what serves. */
  readonly allowed: Readonly<Record<ApprovalKind, readonly string[]>>;
  /** Minutes to wait for. */
  readonly timeout?: number;
  /** Minutes to wait for a state that another run has locked. */
  readonly lockTimeout: number;
  /** A state lock's id. */
  readonly id?: string;
  /** Platforms to lock providers for, e.g. `linux_amd64`. */
  readonly platforms: readonly string[];
  /** Lists what is ok too. */
  readonly verbose: boolean;
  /** Answers for a program. */
  readonly json: boolean;
  /** Neither reads the value of a secret nor takes the lock. */
  readonly withoutSecrets: boolean;
  readonly help: boolean;
}

/** A deployment takes that long at most, as a rule; a first one that makes databases takes longer. */
const LOCK_TIMEOUT_MINUTES = 10;

/** What changes nothing. */
const WITHOUT_SECRETS: readonly string[] = ['plan', 'drift'];

/** @throws ToolError for an unknown flag. */
export function parseOptions(args: readonly string[], environment: NodeJS.ProcessEnv = process.env): Options {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        local: { type: 'boolean', default: false },
        approve: { type: 'string' },
        production: { type: 'boolean', default: false },
        yes: { type: 'string' },
        id: { type: 'string' },
        stack: { type: 'string' },
        timeout: { type: 'string' },
        'lock-timeout': { type: 'string' },
        platform: { type: 'string', multiple: true, default: [] },
        'allow-data-loss': { type: 'string', multiple: true },
        'allow-outage': { type: 'string', multiple: true },
        verbose: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        'without-secrets': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const [command = '', env = ''] = positionals;
    const {
      local,
      timeout,
      'lock-timeout': lockTimeout,
      platform: platforms,
      'without-secrets': withoutSecrets,
      'allow-data-loss': dataLoss = [environment['ALLOW_DATA_LOSS'] ?? ''],
      'allow-outage': outage = [environment['ALLOW_OUTAGE'] ?? ''],
      ...rest
    } = values;
    if (withoutSecrets && !WITHOUT_SECRETS.includes(command))
      throw new Error(`--without-secrets is for ${WITHOUT_SECRETS.join(' and ')}: ${command} needs them.`);
    return {
      command,
      env,
      target: local ? 'local' : 'cloud',
      allowed: { 'data-loss': dataLoss.flatMap(addresses), outage: outage.flatMap(addresses) },
      timeout: timeout === undefined ? undefined : minutes('timeout', timeout),
      lockTimeout: lockTimeout === undefined ? LOCK_TIMEOUT_MINUTES : minutes('lock-timeout', lockTimeout, 0),
      platforms,
      withoutSecrets,
      ...rest,
    };
  } catch (error) {
    throw new ToolError((error as Error).message, 'Run the command with --help.');
  }
}

function minutes(flag: string, text: string, least?: number): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (Number.isFinite(value) && (least === undefined ? value > 0 : value >= least)) return value;
  throw new Error(
    `--${flag} "${text}" is not a number of minutes ${least === undefined ? 'above 0' : `of ${least} or more`}.`,
  );
}

/** `a,b["x,y"]` → `a`, `b["x,y"]` */
function addresses(list: string): string[] {
  return list
    .split(/,(?![^[]*\])/)
    .map((address) => address.trim())
    .filter((address) => address !== '');
}
