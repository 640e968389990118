/** `npx nx run checks:update` */
import { act, command, main } from '@restartix/kit';
import { writeTable } from './cloudflare/write';
import { writePages } from './pages/write';
import { writeInputs } from './inputs/write';
import { writeReadmes } from './readmes/write';

main(
  act(
    command('npx nx run checks:update', 'Writes docs/generated, and what READMEs take from the sources.'),
    async () => {
      const written = [
        ...(await writeInputs()),
        ...(await writeTable()),
        ...(await writePages()),
        ...(await writeReadmes()),
      ];
      console.log(written.length === 0 ? 'Everything is up to date.' : written.join('\n'));
      return 0;
    },
  ),
);
