/** How TypeScript is compiled in a workspace that does not say: strictly, and with references between projects. */
export const COMPILER_OPTIONS = {
  target: 'es2023',
  lib: ['es2023'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  types: ['node'],
  composite: true,
  declaration: true,
  sourceMap: true,
  isolatedModules: true,
  skipLibCheck: true,
  strict: true,
  noUncheckedIndexedAccess: true,
};
