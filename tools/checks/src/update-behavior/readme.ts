import type { InputTable } from '../readmes/inputs';
import type { Changing } from '../readmes/tables';
import { columnOf } from './column';
import { pathOf, requiredIn } from './inputs';
import { UPDATE_BEHAVIOR } from './modules';
import { readRecorded, recordName } from './recorded';
import { transitionsOf } from './transitions';

/** What the README of a library says of changing the inputs of one of its classes; nothing where there are no rows. */
export function changingInputs(
  library: string,
  className: string,
  tables: readonly InputTable[],
): { readonly changing?: Changing; readonly details?: string } {
  const behavior = UPDATE_BEHAVIOR.find(({ module, construct }) => module === library && construct.name === className);
  if (!behavior) return {};
  const transitions = transitionsOf(behavior, requiredIn(tables, behavior));
  const { cells, details } = columnOf(behavior, transitions, readRecorded(recordName(behavior)));
  return {
    changing: (table, input) => cells[pathOf(table, input, behavior)] ?? '',
    ...(details === '' ? {} : { details: `### Changing an input\n\n${details}` }),
  };
}
