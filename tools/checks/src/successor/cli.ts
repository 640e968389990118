/** `npx nx run checks:successor`: fails when CDKTF's successor synthesizes anything else from the same sources. */
import { act, command, main } from '@restartix/kit';
import { checkSuccessor } from './check';

main(
  act(command('npx nx run checks:successor', "Checks that CDKTF's successor synthesizes the same JSON."), async () => {
    const { envs, before, after, accepted, refused } = await checkSuccessor({
      root: process.cwd(),
      say: (line) => console.log(line),
    });
    for (const line of accepted) console.log(`accepted: ${line}`);
    for (const line of refused) console.error(`DIFFERENT: ${line}`);
    console.log(
      refused.length === 0
        ? `${after} synthesizes the same JSON as ${before} for ${envs.join(', ')}.`
        : `${after} and ${before} synthesize different JSON: ${refused.length} differences.`,
    );
    return refused.length === 0 ? 0 : 1;
  }),
);
