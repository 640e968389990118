import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from './repository';

const LIBS = join(REPOSITORY, 'libs');

interface Found {
  readonly library: string;
  readonly version: string;
  readonly removedIn: string;
}

/** Every `removedIn` of a library's sources, beside the library's version. */
function deprecations(library: string): Found[] {
  const { version } = JSON.parse(readFileSync(join(LIBS, library, 'package.json'), 'utf8')) as { version: string };
  return readdirSync(join(LIBS, library, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .flatMap((file) => removals(readFileSync(join(LIBS, library, 'src', file), 'utf8')))
    .map((removedIn) => ({ library, version, removedIn }));
}

const removals = (source: string): string[] =>
  [...source.matchAll(/^(?! *\*).*removedIn: '([^']+)'/gm)].map(([, version]) => version!);

/** A deprecated input is removed in the next major version, neither earlier nor later. */
const isRight = ({ version, removedIn }: Omit<Found, 'library'>): boolean =>
  removedIn === `${Number(version.split('.')[0]) + 1}.0.0`;

it('removes every deprecated input in the next major version of its library', () => {
  const wrong = readdirSync(LIBS)
    .flatMap(deprecations)
    .filter((found) => !isRight(found));
  expect(wrong).toEqual([]);
});

it('the check finds overdue and too early removals, and ignores examples', () => {
  expect(removals("deprecated(this, 'network', x, { input: 'a', removedIn: '2.0.0' });")).toEqual(['2.0.0']);
  expect(removals(" * deprecated(this, 'network', x, { removedIn: '2.0.0' });")).toEqual([]);
  expect(isRight({ version: '1.4.0', removedIn: '2.0.0' })).toBe(true);
  expect(isRight({ version: '2.0.0', removedIn: '2.0.0' })).toBe(false);
  expect(isRight({ version: '1.4.0', removedIn: '1.5.0' })).toBe(false);
});
