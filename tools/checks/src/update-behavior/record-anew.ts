import type * as ts from 'typescript';
import { LIBRARIES } from '../readmes/libraries';
import { programOf } from '../readmes/program';
import { requiredIn, tablesOf } from './inputs';
import { record } from './record';
import type { Recorded } from './recorded';
import type { AnyUpdateBehavior } from './rows';

let program: ts.Program | undefined;

/** What the emulator shows of a module now. */
export function recordAnew(behavior: AnyUpdateBehavior, say: (line: string) => void): Promise<Recorded> {
  program ??= programOf(LIBRARIES);
  return record(behavior, requiredIn(tablesOf(program, behavior), behavior), say);
}
