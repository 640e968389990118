import type { Policy, Statement } from '../compare/policy';

/** One thing that a policy says of one action, by one principal, on one resource. */
export interface Grant {
  readonly effect: 'Allow' | 'Deny';
  /** Empty in a policy that belongs to the one who may. */
  readonly principal: string;
  readonly action: string;
  /** Empty in a trust policy. */
  readonly resource: string;
  /** In words, empty when there is none. */
  readonly condition: string;
  /** The same by what is compared and how: `aws:PrincipalArn is`. */
  readonly tests: Tests;
}

/** What a condition compares with which values. */
export type Tests = Readonly<Record<string, readonly string[]>>;

// A policy of more grants than this is not told in words.
const MOST = 4000;

/** Every grant of a policy; undefined when there are too many to tell. */
export function grantsOf({ Statement: statements }: Policy): Grant[] | undefined {
  const size = statements.reduce(
    (sum, each) => sum + principals(each).length * actions(each).length * resources(each).length,
    0,
  );
  return size > MOST ? undefined : statements.flatMap(ofStatement);
}

function ofStatement(statement: Statement): Grant[] {
  const effect = statement.Effect === 'Deny' ? 'Deny' : 'Allow';
  const tests = testsOf(statement.Condition);
  const condition = conditionInWords(tests);
  return principals(statement).flatMap((principal) =>
    actions(statement).flatMap((action) =>
      resources(statement).map((resource) => ({ effect, principal, action, resource, condition, tests }) as const),
    ),
  );
}

function principals({ Principal: named, NotPrincipal: others }: Statement): string[] {
  const names = Object.entries(named ?? others ?? {}).flatMap(([kind, each]) =>
    each.map((name) => principalName(kind, name)),
  );
  if (named === undefined && others !== undefined) return [`everyone except ${names.join(', ')}`];
  return names.length > 0 ? names : [''];
}

function principalName(kind: string, name: string): string {
  if (name === '*') return 'anyone';
  return /^arn:aws[\w-]*:iam::\d+:root$/.test(name) && kind === 'AWS' ? `account ${name.split(':')[4]!}` : name;
}

function actions({ Action: named, NotAction: others = [] }: Statement): readonly string[] {
  return named ?? [`everything except ${others.join(', ')}`];
}

function resources({ Resource: named, NotResource: others }: Statement): readonly string[] {
  return named ?? (others ? [`everything except ${others.join(', ')}`] : ['']);
}

const OPERATORS: Readonly<Record<string, string>> = {
  StringEquals: 'is',
  StringEqualsIgnoreCase: 'is',
  StringLike: 'is like',
  StringNotEquals: 'is not',
  StringNotLike: 'is not like',
  ArnEquals: 'is',
  ArnLike: 'is like',
  ArnNotEquals: 'is not',
  ArnNotLike: 'is not like',
  Bool: 'is',
  IpAddress: 'is in',
  NotIpAddress: 'is not in',
  NumericLessThan: 'is below',
  NumericGreaterThan: 'is above',
};

function testsOf(condition: Statement['Condition']): Tests {
  return Object.fromEntries(
    Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => [`${key} ${OPERATORS[operator] ?? operator}`, values]),
    ),
  );
}

function conditionInWords(tests: Tests): string {
  return Object.entries(tests)
    .map(([test, values]) => `${test} ${values.join(' or ')}`)
    .sort()
    .join(' and ');
}

/** `aws:PrincipalArn is now also X, no longer Y`, where two conditions differ in the values of one test alone. */
export function differenceInWords(before: Tests, after: Tests): string | undefined {
  const [was, is] = [before, after].map((tests) => Object.keys(tests).sort());
  if (was!.join('\n') !== is!.join('\n')) return undefined;
  const changed = is!.filter((test) => before[test]!.join('\n') !== after[test]!.join('\n'));
  const [test] = changed;
  if (test === undefined || changed.length > 1) return undefined;
  const [added, removed] = [without(after[test]!, before[test]!), without(before[test]!, after[test]!)];
  const said = [
    ...(added.length > 0 ? [`now also ${added.join(' or ')}`] : []),
    ...(removed.length > 0 ? [`no longer ${removed.join(' or ')}`] : []),
  ];
  return said.length > 0 ? `${test} ${said.join(', ')}` : undefined;
}

function without(items: readonly string[], others: readonly string[]): string[] {
  return items.filter((each) => !others.includes(each));
}
