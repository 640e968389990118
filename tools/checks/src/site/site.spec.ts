import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LIBRARIES } from '../readmes/libraries';
import { REPOSITORY } from '../repository';
import { problemsOf } from './links';
import { categoryOf, titleOf, withLanguages, withLinks } from './markdown';

describe('the site', () => {
  let folder: string;
  let built: { readonly status: number | null; readonly stderr: string };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'site-'));
    // TypeDoc is an ES module, which Jest does not load.
    built = spawnSync(
      process.execPath,
      ['-C', '@restartix/source', '-r', '@swc-node/register', join(__dirname, 'write.ts'), folder],
      {
        cwd: REPOSITORY,
        encoding: 'utf8',
      },
    );
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is built without a warning', () => {
    expect(built).toMatchObject({ status: 0, stderr: '' });
  });

  it('has no broken link and loads nothing from other hosts', () => {
    expect(problemsOf(folder)).toEqual([]);
    const styles = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.css'));
    for (const name of styles) {
      expect(readFileSync(join(folder, 'assets', name), 'utf8')).not.toMatch(/(@import|url\()\s*["']?(https?:)?\/\//);
    }
  });

  it('has one first-level heading on each page', () => {
    const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));
    const headings = (name: string): number => readFileSync(join(folder, name), 'utf8').match(/<h1[ >]/g)?.length ?? 0;
    expect(pages.filter((name) => headings(name) !== 1)).toEqual([]);
  });

  it('has a page for each library with its README, and a search', () => {
    for (const { packageName } of LIBRARIES) {
      const page = join(folder, 'modules', `${packageName.replace(/[@/]/g, '_')}.html`);
      expect(readFileSync(page, 'utf8')).toContain(packageName);
    }
    expect(readFileSync(join(folder, 'modules/_restartix_network.html'), 'utf8')).toContain('natStrategy');
    expect(existsSync(join(folder, 'assets/search.js'))).toBe(true);
  });
});

describe('the check of links', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'links-'));
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'sub/b.html'), '<h2 id="there">b</h2>');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['<a href="sub/b.html#there">', []],
    ['<a href="https://example.com">', []],
    ['<a href="sub/c.html">', ['a.html: broken link sub/c.html.']],
    ['<a href="sub/b.html#gone">', ['a.html: broken link sub/b.html#gone.']],
    ['<a href="#gone">', ['a.html: broken link #gone.']],
    [
      '<script src="https://cdn.example.com/x.js">',
      ['a.html: <script src="https://cdn.example.com/x.js" is loaded from another host.'],
    ],
  ])('finds in %s: %p', (html, problems) => {
    writeFileSync(join(folder, 'a.html'), html);
    expect(problemsOf(folder)).toEqual(problems);
  });
});

describe('the Markdown of a page', () => {
  const readme = join(REPOSITORY, 'libs/network/README.md');

  it('links to sources in the repository, and to pages in the site', () => {
    expect(withLinks('[a](examples/minimal.ts) [b](../core/README.md#x) [c](examples)', readme)).toBe(
      '[a](https://github.com/restartix/infrastructure/blob/main/libs/network/examples/minimal.ts) [b](../core/README.md#x) [c](https://github.com/restartix/infrastructure/tree/main/libs/network/examples)',
    );
  });

  it('keeps links in code', () => {
    expect(withLinks('`a[0](examples)`', readme)).toBe('`a[0](examples)`');
  });

  it('names the page and the broken link', () => {
    expect(() => withLinks('[a](nowhere.md)', readme)).toThrow(
      'README.md links to nowhere.md, which does not exist. Fix the link.',
    );
  });

  it('marks code without a language as text', () => {
    expect(withLanguages('```\na\n```\n\n```ts\nb\n```\n')).toBe('```text\na\n```\n\n```ts\nb\n```\n');
  });

  it('is grouped by its folder in the navigation', () => {
    expect(categoryOf(readme)).toBe('Libraries');
    expect(categoryOf(join(REPOSITORY, 'CONTRIBUTING.md'))).toBe('Guides');
  });

  it('gives its first heading as the title', () => {
    expect(titleOf('# `docs`\n\nText.', readme)).toEqual({ title: 'docs', body: 'Text.' });
  });
});
