import type { Command } from './command';
import { dbTunnel } from './db-tunnel/command';
import { deployImages } from './deploy-images/command';
import { exec } from './exec/command';
import { logs } from './logs/command';
import { pushImages } from './push-images/command';
import { restore } from './restore/command';
import { rollback } from './rollback/command';
import { runTask } from './run-task/command';
import { secrets } from './secrets/command';
import { status } from './status/command';
import { verify } from './verify/command';

/** Every command, in the order of the usage. */
export const COMMANDS: readonly Command[] = [
  status,
  secrets,
  pushImages,
  deployImages,
  rollback,
  verify,
  logs,
  exec,
  runTask,
  dbTunnel,
  restore,
];
