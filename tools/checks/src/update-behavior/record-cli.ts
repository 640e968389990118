/** `npx nx run checks:record-update-behavior -- network …` */
import { main } from '@restartix/kit';
import { LIBRARIES } from '../readmes/libraries';
import { programOf } from '../readmes/program';
import { UPDATE_BEHAVIOR } from './modules';
import { record } from './record';
import { recordName, recordedFile, writeRecorded } from './recorded';
import { tablesOf, requiredIn } from './inputs';

main(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !UPDATE_BEHAVIOR.some(({ module }) => module === name));
  if (unknown.length > 0)
    throw new Error(`There are no rows of ${unknown.join(', ')} in tools/checks/src/update-behavior.`);
  const program = programOf(LIBRARIES);
  for (const behavior of UPDATE_BEHAVIOR) {
    if (wanted.length > 0 && !wanted.includes(behavior.module)) continue;
    const required = requiredIn(tablesOf(program, behavior), behavior);
    const name = recordName(behavior);
    writeRecorded(name, await record(behavior, required, console.log));
    console.log(recordedFile(name));
  }
  return 0;
});
