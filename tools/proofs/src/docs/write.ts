/** `npx nx run proofs:docs` */
import { writePages } from './committed';

console.log(writePages().join('\n'));
