import { pages } from './pages';
import { readPage } from './committed';

describe('the generated pages', () => {
  it.each(Object.entries(pages()).map(([name, text]) => ({ name, text })))(
    '$name is what the environments say today (npx nx run proofs:docs writes it)',
    ({ name, text }) => {
      expect(readPage(name)).toBe(text);
    },
  );
});
