import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** The broken links of a site on disk, and resources that it loads from other hosts. */
export function problemsOf(folder: string): string[] {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));
  const anchors = new Map<string, ReadonlySet<string>>();
  const anchorsOf = (file: string): ReadonlySet<string> => {
    const found = anchors.get(file) ?? anchorsIn(readFileSync(file, 'utf8'));
    anchors.set(file, found);
    return found;
  };
  return pages.flatMap((name) => {
    const file = join(folder, name);
    const html = readFileSync(file, 'utf8');
    const broken = [...new Set(linksIn(html))].filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? file : join(dirname(file), decodeURIComponent(path));
      if (!existsSync(target)) return true;
      return anchor !== undefined && anchor !== '' && !anchorsOf(target).has(decodeURIComponent(anchor));
    });
    return [
      ...broken.map((link) => `${relative(folder, file)}: broken link ${link}.`),
      ...loadedFrom(html).map((address) => `${relative(folder, file)}: ${address} is loaded from another host.`),
    ];
  });
}

/** Links within the site. */
function linksIn(html: string): string[] {
  return [...html.matchAll(/(?:href|src)="([^"]*)"/g)]
    .map(([, link = '']) => link.replaceAll('&amp;', '&'))
    .filter((link) => !/^([a-z]+:|\/\/)/.test(link));
}

function anchorsIn(html: string): ReadonlySet<string> {
  return new Set([...html.matchAll(/(?:id|name)="([^"]*)"/g)].map(([, id = '']) => id));
}

/** Scripts, styles, fonts and images of other hosts. */
function loadedFrom(html: string): string[] {
  const tags = [...html.matchAll(/<(?:script|img|iframe|source)[^>]*\ssrc="(?:https?:)?\/\/[^"]*"/g)];
  const styles = [...html.matchAll(/<link[^>]*href="(?:https?:)?\/\/[^"]*"/g)];
  return [...tags, ...styles].map(([tag]) => tag);
}
