/** `npx nx run checks:update` */
import { main } from '@restartix/kit';
import { writePages } from './pages/write';
import { writeReadmes } from './readmes/write';

main(async () => {
  const written = [...(await writePages()), ...(await writeReadmes())];
  console.log(written.length === 0 ? 'Everything is up to date.' : written.join('\n'));
  return 0;
});
