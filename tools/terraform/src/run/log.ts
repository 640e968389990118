import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Product, Target } from '@restartix/plan-report';
import { PRODUCTS } from '../providers/product';

const KEPT = 30;

/** Starts the log of one run of Terraform, for its owner's eyes alone, and drops the oldest. Returns its path. */
export function newLog(folder: string, target: Target, args: readonly string[], product: Product): string {
  const { program } = PRODUCTS[product];
  const command = args.find((arg) => !arg.startsWith('-')) ?? program;
  const time = new Date().toISOString().replace(/[:.]/g, '-');
  const file = join(folder, `${time}-${target}-${command}-${process.pid}.log`);
  writeFileSync(file, `$ ${program} ${args.join(' ')}\n`, { mode: 0o600 });
  const old = readdirSync(folder).sort().slice(0, -KEPT);
  for (const name of old) rmSync(join(folder, name), { force: true });
  return file;
}

/** The log of the last run of a command; undefined when none is kept. */
export function lastLog(folder: string, target: Target, command: string): string | undefined {
  const name = readdirSync(folder)
    .filter((each) => each.includes(`-${target}-${command}-`))
    .sort()
    .at(-1);
  return name && join(folder, name);
}
