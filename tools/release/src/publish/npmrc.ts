import { ToolError } from '@restartix/kit';

/**
 * What npm must know of a registry: that the scope is there, and which variable holds the token. The token itself stays in
 * the environment.
 */
export function npmrc(registry: URL, scope: string): string {
  const { host, pathname } = registry;
  return `${scope}:registry=${registry.href}\n//${host}${pathname}:_authToken=\${NPM_TOKEN}\n`;
}

/**
 * A registry's address as npm wants it, with a slash at its end.
 * @param from where it was found, for errors
 * @throws ToolError when it is not a URL, would send the token in the clear, or holds credentials.
 */
export function registryUrl(text: string, from: string): URL {
  const wrong = (problem: string, hint: string): ToolError => new ToolError(`${from} ${problem}`, hint);
  if (!URL.canParse(text)) {
    throw wrong(`"${text}" is not a registry URL.`, 'Set the full URL, e.g. https://npm.example.com/npm/modules/');
  }
  const url = new URL(text);
  if (url.username || url.password || url.search || url.hash) {
    throw wrong('has more than a host and a path.', 'Set the token as NPM_TOKEN, and the URL without it.');
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isThisMachine(url))) {
    throw wrong(
      `"${text}" is not encrypted: the token could be intercepted.`,
      'Use https; http is for a registry on this machine, e.g. http://127.0.0.1:4873/',
    );
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

function isThisMachine({ hostname }: URL): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}
