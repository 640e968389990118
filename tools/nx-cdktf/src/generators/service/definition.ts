/** What a service is in every environment: an entry of the registry. */
export interface Definition {
  readonly port: number;
  readonly healthCheckPath: string;
  readonly host: string;
  readonly frontend: boolean;
  readonly secrets: readonly string[];
}

export function definitionOf(source: string): Definition {
  const text = (key: string): string => new RegExp(`\\b${key}: '([^']*)'`).exec(source)?.[1] ?? '';
  return {
    port: Number(/\bport: (\d+)/.exec(source)?.[1]),
    healthCheckPath: text('healthCheckPath'),
    host: text('host'),
    frontend: /\bfrontend: true/.test(source),
    secrets: quoted(/\bsecrets: \[([^\]]*)\]/.exec(source)?.[1]),
  };
}

export function sourceOf({ port, healthCheckPath, host, frontend, secrets }: Definition): string {
  const list = secrets.map((secret) => `'${secret}'`).join(', ');
  return `{ port: ${port}, healthCheckPath: '${healthCheckPath}', host: '${host}', frontend: ${frontend}, secrets: [${list}] }`;
}

/** The strings in a piece of source, e.g. the members of a union. */
export function quoted(source = ''): string[] {
  return [...source.matchAll(/'([^']+)'/g)].map(([, text = '']) => text);
}
