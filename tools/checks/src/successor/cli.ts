/** `npx nx run checks:successor`: fails when CDKTF's successor makes anything else of the same sources. */
import { checkSuccessor } from './check';

async function main(): Promise<void> {
  const { envs, before, after, accepted, refused } = await checkSuccessor({
    root: process.cwd(),
    say: (line) => console.log(line),
  });
  for (const line of accepted) console.log(`accepted: ${line}`);
  for (const line of refused) console.error(`DIFFERENT: ${line}`);
  console.log(
    refused.length === 0
      ? `${after} synthesizes ${envs.join(', ')} to the JSON that ${before} synthesizes them to.`
      : `${after} does not make the same as ${before}: ${refused.length} differences.`,
  );
  process.exitCode = refused.length === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
