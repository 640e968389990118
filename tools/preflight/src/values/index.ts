import type { Group } from '../check';
import { emailCheck } from './email';
import { imagesCheck } from './images';
import { secretsCheck } from './secrets';

export const values: Group = { name: 'secrets, images and mail', checks: [secretsCheck, imagesCheck, emailCheck] };
