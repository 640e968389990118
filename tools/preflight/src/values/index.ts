import type { Group } from '../check';
import { imagesCheck } from './images';
import { secretsCheck } from './secrets';

export const values: Group = { name: 'secrets and images', checks: [secretsCheck, imagesCheck] };
