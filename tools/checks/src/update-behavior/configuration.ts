type Plain = Record<string, unknown>;

/** One over the other, plain objects merged; constructs, lists and values are taken as they are. */
export function merged(base: object, over: object): object {
  const result: Plain = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = result[key];
    result[key] = isPlain(before) && isPlain(value) ? merged(before, value) : value;
  }
  return result;
}

/** The configuration with a value at a path; without a value, with nothing there. */
export function withValue(config: object, path: string, value: unknown): object {
  return changed(config, path.split(/\.|(?=\[\])/), value) as object;
}

function changed(at: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (value === undefined && at === undefined) return undefined;
  if (step === '[]') {
    const [first, ...others] = (at ?? []) as readonly unknown[];
    return [changed(first, rest, value), ...others];
  }
  const before = (at ?? {}) as Plain;
  const key = step === '*' ? Object.keys(before)[0] : step;
  if (key === undefined && value === undefined) return at;
  if (key === undefined) throw new Error(`The configuration has nothing at *: add a key to the base, or in "with".`);
  const after = changed(before[key], rest, value);
  if (after !== undefined) return { ...before, [key]: after };
  return Object.fromEntries(Object.entries(before).filter(([name]) => name !== key));
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
