/** `npx nx run checks:record-update-behavior -- network …` */
import { act, command, main, ToolError } from '@restartix/kit';
import { UPDATE_BEHAVIOR } from './modules';
import { recordAnew } from './record-anew';
import { recordName, recordedFile, writeRecorded } from './recorded';

main(
  act(
    command(
      'npx nx run checks:record-update-behavior --',
      'Applies modules on an emulator, and records what changing each of their inputs does.',
    ).argument('[modules...]', 'e.g. network (default: all)'),
    async (_, wanted) => {
      const unknown = wanted.filter((name) => !UPDATE_BEHAVIOR.some(({ module }) => module === name));
      if (unknown.length > 0) {
        throw new ToolError(
          `There are no rows of ${unknown.join(', ')} in tools/checks/src/update-behavior.`,
          `Modules: ${[...new Set(UPDATE_BEHAVIOR.map(({ module }) => module))].join(', ')}.`,
        );
      }
      for (const behavior of UPDATE_BEHAVIOR) {
        if (wanted.length > 0 && !wanted.includes(behavior.module)) continue;
        const name = recordName(behavior);
        writeRecorded(name, await recordAnew(behavior, console.log));
        console.log(recordedFile(name));
      }
      return 0;
    },
  ),
);
