import type { Command } from './command';
import { logs } from './logs/command';

/** Every command, in the order of the usage. */
export const COMMANDS: readonly Command[] = [logs];
