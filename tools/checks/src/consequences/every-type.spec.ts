import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rowsInWords } from '@restartix/plan-report';
import { BOOTSTRAP, ENVIRONMENTS } from '../environments';
import { REPOSITORY } from '../repository';
import { WITHOUT_CONSEQUENCE } from './without-consequence';

const IMPORT = /@cdktf\/provider-(aws|cloudflare)\/lib\/(?!data-|provider')([a-z0-9-]+)/g;

/** What the environments have, and what modules can make besides. */
const TYPES: readonly string[] = [
  ...new Set([
    ...[BOOTSTRAP, ...Object.values(ENVIRONMENTS)].flatMap(({ synthesized }) =>
      synthesized.addresses.map((address) => address.split('.')[0]!),
    ),
    ...readdirSync(join(REPOSITORY, 'libs'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /^[\w-]+\/src\/.*\.ts$/.test(file) && !/\.spec\.ts$|\/testing\//.test(file))
      .flatMap((file) => [...readFileSync(join(REPOSITORY, 'libs', file), 'utf8').matchAll(IMPORT)])
      .map(([, provider, resource = '']) => `${provider!}_${resource.replaceAll('-', '_')}`),
  ]),
];
const IN_TABLE = new Set(rowsInWords().flatMap(({ types }) => types));

it('every type that a module makes is in the table of consequences, or says why its changes mean nothing there', () => {
  expect(TYPES.length).toBeGreaterThan(80);
  expect(TYPES.filter((type) => !IN_TABLE.has(type) && !(type in WITHOUT_CONSEQUENCE)).sort()).toEqual([]);
});

it('no reason is given for a type that is in the table, or that nothing makes', () => {
  expect(Object.keys(WITHOUT_CONSEQUENCE).filter((type) => IN_TABLE.has(type) || !TYPES.includes(type))).toEqual([]);
});
