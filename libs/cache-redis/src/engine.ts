export type Engine = 'redis' | 'valkey';

/** A parameter group's family cannot change. */
export type Family = 'redis6.x' | 'redis7' | 'valkey7' | 'valkey8';

/** Parameter-group families by engine and version; the newest version last. */
export const ENGINE_FAMILIES: Readonly<Record<Engine, Readonly<Record<string, Family>>>> = {
  redis: { '6.2': 'redis6.x', '7.0': 'redis7', '7.1': 'redis7' },
  valkey: { '7.2': 'valkey7', '8.0': 'valkey8', '8.1': 'valkey8', '8.2': 'valkey8' },
};

/** Undefined for a version that the module does not know. */
export function familyOf(engine: Engine, version: string): Family | undefined {
  return ENGINE_FAMILIES[engine][version];
}

export function newestVersion(engine: Engine): string {
  return Object.keys(ENGINE_FAMILIES[engine]).at(-1)!;
}
