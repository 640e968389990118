import type { Command } from './command';
import { dbTunnel } from './db-tunnel/command';
import { deployImages } from './deploy-images/command';
import { exec } from './exec/command';
import { logs } from './logs/command';
import { rollback } from './rollback/command';
import { runTask } from './run-task/command';

/** Every command, in the order of the usage. */
export const COMMANDS: readonly Command[] = [deployImages, rollback, logs, exec, runTask, dbTunnel];
