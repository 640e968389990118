import type { Group } from '../check';
import { certificatesCheck, saasCheck } from './features';
import { tokenCheck } from './token';
import { zoneCheck } from './zone';

export const edge: Group = { name: 'Cloudflare', checks: [tokenCheck, zoneCheck, certificatesCheck, saasCheck] };
