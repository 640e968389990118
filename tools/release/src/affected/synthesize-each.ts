/**
 * Synthesizes environments of one checkout, one after the other: `node … synthesize-each.js <folder>…`, in the checkout. What they share
 * is loaded once. Prints the folders that went well; what did not is for a process of its own, which says why.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve, sep } from 'node:path';

const load = createRequire(__filename);
const root = process.cwd();
const folders = process.argv.slice(2);

const done: string[] = [];
for (const folder of folders) {
  if (!synthesizes(folder)) break;
  done.push(folder);
}
process.stdout.write(`\n${JSON.stringify(done)}\n`);
// A program that goes on would write into the folder of the next one.
process.exit(0);

function synthesizes(folder: string): boolean {
  process.chdir(join(root, folder));
  process.exitCode = undefined;
  try {
    load(resolve('src/main.ts'));
  } catch {
    return false;
  }
  return (process.exitCode ?? 0) === 0 && existsSync('cdktf.out/stacks') && !readsOthers(folder);
}

/** It must not read what is not among its dependencies, and here lies beside it. */
function readsOthers(folder: string): boolean {
  const others = folders
    .filter((each) => each !== folder && !done.includes(each))
    .map((each) => join(root, each) + sep);
  return Object.keys(load.cache).some((file) => others.some((other) => file.startsWith(other)));
}
