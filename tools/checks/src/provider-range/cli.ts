/** `npx nx run checks:provider-range`: fails where a binding of the peer range does not do, and records what provider 6 changes. */
import { writeFileSync } from 'node:fs';
import { act, command, main } from '@restartix/kit';
import { RECORDED, linesOf } from './changed-arguments';
import { checkProviderRange } from './check';

main(
  act(command('npx nx run checks:provider-range', 'Tries the peer range of the provider bindings.'), async () => {
    const { bindings, changed } = await checkProviderRange({ root: process.cwd(), say: (line) => console.log(line) });
    let problems = 0;
    for (const [binding, { provider, examples, types, differences, arguments: found }] of bindings) {
      const all = [...types, ...differences, ...found];
      for (const line of all) console.error(`${binding}: ${line}`);
      problems += all.length;
      const count = Object.keys(examples).length;
      console.log(
        `${binding} (AWS provider ${provider}): ${count} examples, ${all.length === 0 ? 'the same JSON' : `${all.length} problems`}`,
      );
    }
    writeFileSync(RECORDED, linesOf(changed));
    return problems === 0 ? 0 : 1;
  }),
);
