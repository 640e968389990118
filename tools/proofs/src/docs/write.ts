/** `npx nx run proofs:docs` */
import { writePages } from './committed';

void writePages().then((written) => console.log(written.join('\n')));
