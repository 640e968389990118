import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', 'fixtures');

/** The lines of `terraform apply -json` of a real plan of the AWS provider. */
export function recordedApply(): string[] {
  return readFileSync(join(FOLDER, 'apply.jsonl'), 'utf8').trim().split('\n');
}

/** What OpenTofu 1.11.5 said; `fixtures/opentofu` has a file for each occasion. */
export function recordedTofu(name: string): string {
  return readFileSync(tofuFile(name), 'utf8');
}

export function tofuFile(name: string): string {
  return join(FOLDER, 'opentofu', name);
}

/** A saved plan without changes, whose refresh found only what AWS computes. */
export const UNCHANGED_PLAN = join(FOLDER, 'unchanged-plan.zip');
