export type Tags = Readonly<Record<string, string>>;

/** The planned attributes that tell one thing from another; absent where the plan sets none. */
export type Values = Readonly<Record<string, string | undefined>>;

/** Something that AWS has. */
export interface Found {
  /** What Terraform imports it by. */
  readonly id: string;
  /** What the state knows it by, where that is neither. */
  readonly recordedAs?: string;
  /** Undefined where it has none of its own: then it belongs to whatever it is a part of, which is the environment's. */
  readonly tags?: Tags;
  /** Where the tags and the name do not tell an unfinished deploy's from an earlier life's. */
  readonly madeAt?: Date;
  /** What the provider cannot import, and creates over what is there. */
  readonly over?: {
    readonly with: Readonly<Record<string, unknown>>;
    /** What it has now: kept where the configuration ignores changes of it. */
    readonly now: Readonly<Record<string, unknown>>;
  };
  /** The command that removes it, for what AWS makes twice under one name. */
  readonly remove?: string;
}

/** How to find what a plan would make, of one type. */
export interface Lookup {
  /** The planned attributes that it asks by; one that ends in `?` may be absent. None may be unknown. */
  readonly by: readonly string[];
  find(values: Values): Promise<readonly Found[]>;
}

/** By resource type. */
export type Lookups = Readonly<Record<string, Lookup>>;

/** Something found by a name that AWS gives out once. */
export function byName(attribute: string, get: (name: string) => Promise<Found | undefined>): Lookup {
  return {
    by: [attribute],
    find: async (values) => {
      const found = await get(values[attribute] ?? '');
      return found ? [found] : [];
    },
  };
}

/** Something found by the tag Name, which AWS gives to as many as ask for it. */
export function byNameTag(list: () => Promise<readonly Found[]>): Lookup {
  return {
    by: ['tags.Name'],
    find: async (values) => (await list()).filter(({ tags }) => tags?.['Name'] === values['tags.Name']),
  };
}

/** Everything on all pages of an answer. */
export async function all<P, T>(
  pages: AsyncIterable<P>,
  items: (page: P) => readonly T[] | undefined,
): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const page of pages) found.push(...(items(page) ?? []));
  return found;
}

/** Asks once, however many want the answer. */
export function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}

/** The answer; undefined when AWS says by one of these errors that there is none. */
export async function unless<T>(absent: readonly string[], answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (absent.includes((error as Error).name)) return undefined;
    throw error;
  }
}

/** `[{ Key, Value }]` as a record. */
export function tagsOf(tags: readonly { readonly Key?: string; readonly Value?: string }[] | undefined): Tags {
  return Object.fromEntries((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}
