import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PRICED_REGION, PRICES } from '@restartix/plan-report';
import { REPOSITORY } from './repository';

const page = readFileSync(join(REPOSITORY, 'docs/prices.md'), 'utf8');

it('reports calculate with the prices of the page that says where they are from', () => {
  const rows = page
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const sourced = new Map(rows.map(([, what, usd, per]) => [what, `${usd} ${per}`]));
  for (const { what, usd, per } of Object.values(PRICES))
    expect([what, sourced.get(what)]).toEqual([what, `${usd} ${per}`]);
  expect(page).toContain(`prices of ${PRICED_REGION}`);
});
