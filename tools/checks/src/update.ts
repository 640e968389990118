/** `npx nx run checks:update` */
import { writePages } from './pages/committed';
import { writeReadmes } from './readmes/write';

async function update(): Promise<void> {
  const written = [...(await writePages()), ...(await writeReadmes())];
  console.log(written.length === 0 ? 'Everything is up to date.' : written.join('\n'));
}

update().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
