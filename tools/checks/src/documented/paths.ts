import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../repository';

/** What commands and people make, which the repository does not have. */
const MADE =
  /(^|\/)(dist|reports|cdktf\.out|\.tf|\.emulator|\.venv)(\/|$)|\.tfstate$|\.terraform\.lock\.hcl$|^apps\/bootstrap-production$/;

/** Paths from the workspace in inline code: `apps/staging/src/config.ts`, `libs/<module>/api`. */
export function pathsIn(markdown: string): string[] {
  const prose = markdown.replaceAll(/^ *```[^]*?^ *```$/gm, '');
  return [...prose.matchAll(/`((?:apps|libs|tools|docs|e2e|\.github|\.changeset)\/[\w.<>/*-]+)`/g)].map(
    ([, path]) => path!,
  );
}

export function isThere(path: string): boolean {
  return (
    MADE.test(path) ||
    existsSync(join(REPOSITORY, path.replace('<env>', 'staging').replaceAll(/<(module|name)>/g, 'network')))
  );
}
