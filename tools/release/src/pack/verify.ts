import { readFileSync } from 'node:fs';
import type { Packed } from './pack';

/** What publint and Are The Types Wrong find in tarballs, a line each; the second in every way in which types are resolved. */
export async function verifyTarballs(packed: readonly Pick<Packed, 'name' | 'file'>[]): Promise<string[]> {
  const problems: string[] = [];
  for (const { name, file } of packed) {
    const found = [...(await lint(file)), ...(await wrongTypes(file))];
    problems.push(...found.map((problem) => `${name}: ${problem}`));
  }
  return problems;
}

async function lint(file: string): Promise<string[]> {
  const [{ publint }, { formatMessage }] = await Promise.all([import('publint'), import('publint/utils')]);
  const { messages, pkg } = await publint({
    pack: { tarball: new Uint8Array(readFileSync(file)).buffer },
    strict: true,
  });
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`);
}

async function wrongTypes(file: string): Promise<string[]> {
  const { checkPackage, createPackageFromTarballData } = await import('@arethetypeswrong/core');
  const result = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(file))));
  if (result.types === false) return ['types: there are none.'];
  return result.problems.map(({ kind, ...where }) => `types: ${kind} ${JSON.stringify(where)}`);
}
