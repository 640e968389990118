import { PAGES } from './pages';
import { readPage } from './write';

describe('the generated pages', () => {
  it.each(Object.entries(PAGES))('%s is up to date (npx nx run checks:update writes it)', async (name, page) => {
    expect(readPage(name)).toBe(await page());
  });
});
