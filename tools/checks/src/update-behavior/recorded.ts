import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../repository';
import type { AnyUpdateBehavior } from './rows';
import type { Step } from './transitions';

/** What Terraform planned for one resource. */
export interface PlannedAction {
  readonly address: string;
  readonly action: 'create' | 'update' | 'destroy' | 'replace: new first' | 'replace: old first';
  /** Which attributes change; of a replacement, those that force it. */
  readonly attributes: readonly string[];
}

/** What came of one step. */
export type Outcome =
  /** The words of the ConfigError. */
  | { readonly refused: string }
  | {
      /** Digest of the synthesized difference: another one means that the record is out of date. */
      readonly difference: string;
      readonly actions: readonly PlannedAction[];
      /** What Terraform said where it did not plan or apply it. */
      readonly failed?: string;
    };

/** By input and step. */
export type Recorded = Readonly<Record<string, Readonly<Partial<Record<Step, Outcome>>>>>;

/** The record of one class; empty without one. */
export function readRecorded(name: string): Recorded {
  const file = join(REPOSITORY, recordedFile(name));
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  const recorded: Record<string, Partial<Record<Step, Outcome>>> = {};
  for (const line of lines) {
    const { input, step, ...outcome } = JSON.parse(line) as Outcome & { readonly input: string; readonly step: Step };
    (recorded[input] ??= {})[step] = outcome;
  }
  return recorded;
}

/** A line for each step, so that its change can be read. */
export function writeRecorded(name: string, recorded: Recorded): void {
  const lines = Object.entries(recorded).flatMap(([input, steps]) =>
    Object.entries(steps).map(([step, outcome]) => JSON.stringify({ input, step, ...outcome })),
  );
  writeFileSync(join(REPOSITORY, recordedFile(name)), `${lines.join('\n')}\n`);
}

/** `storage-backups`, or `storage-backups.BackupCopy` for a further class of the library. */
export function recordName({ module, construct }: AnyUpdateBehavior): string {
  return construct.name.toLowerCase() === module.replaceAll('-', '') ? module : `${module}.${construct.name}`;
}

/** Its path in the repository. */
export function recordedFile(name: string): string {
  return `tools/checks/src/update-behavior/recorded/${name}.jsonl`;
}
