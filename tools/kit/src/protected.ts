const PROTECTED: readonly string[] = ['production'];

/** What takes `--production` in such an environment, and whether on the emulator too. */
const GUARDED: Readonly<Record<string, 'cloud' | 'everywhere'>> = {
  deploy: 'cloud',
  'split-state': 'cloud',
  destroy: 'everywhere',
};

/** Environments that take one more word before something is done that cannot be undone. */
export function isProtected(env: string): boolean {
  return PROTECTED.includes(env);
}

export function needsProductionFlag(env: string, command: string, target: 'local' | 'cloud'): boolean {
  const where = GUARDED[command];
  return isProtected(env) && where !== undefined && (where === 'everywhere' || target === 'cloud');
}

/** How a person runs a command of an environment: `npx nx run staging:plan:local`, `npx nx run production:deploy --production`. */
export function nxCommand(env: string, command: string, target: 'local' | 'cloud' = 'cloud'): string {
  const flag = needsProductionFlag(env, command, target) ? ' --production' : '';
  return `npx nx run ${env}:${command}${target === 'local' ? ':local' : ''}${flag}`;
}
