/** `npx nx run checks:update` */
import { main } from '@restartix/kit';
import { writeTable } from './cloudflare/write';
import { writePages } from './pages/write';
import { writeReadmes } from './readmes/write';

main(async () => {
  const written = [...(await writeTable()), ...(await writePages()), ...(await writeReadmes())];
  console.log(written.length === 0 ? 'Everything is up to date.' : written.join('\n'));
  return 0;
});
