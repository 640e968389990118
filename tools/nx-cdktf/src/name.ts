import { checkAll } from './refusal';

interface NameRule {
  readonly generator: string;
  /** The longest that the thing's names in AWS leave room for. */
  readonly max: number;
  readonly example: string;
}

/**
 * The name that a generator was given.
 * @throws Refusal when there is none, or it cannot be part of the names that are made from it.
 */
export function checkedName(name: string | undefined, { generator, max, example }: NameRule): string {
  const allowed = `1 to ${max} lowercase letters and digits with single hyphens between, starting with a letter`;
  checkAll(generator, name ?? '', (problem) => {
    if (name === undefined || name === '') {
      const mend = `Give it: npx nx g @restartix/nx-cdktf:${generator} ${example}`;
      problem({ property: 'name', value: name, allowed, mend });
    } else if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > max) {
      problem({ property: 'name', value: name, allowed, mend: `Use a name such as ${example}.` });
    }
  });
  return name!;
}
