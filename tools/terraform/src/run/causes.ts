import { firstError, diagnosticsText, type Diagnostic } from './diagnostics';

/** Errors of an apply that have one cause. */
export interface Cause {
  /** The first of them, as Terraform says it. */
  readonly message: string;
  /** All that it kept from being made. */
  readonly addresses: readonly string[];
  /** Undefined where the message alone says what to do. */
  readonly fix: string | undefined;
}

/** All errors of an apply, in the order in which they came, those of one cause together. */
export function causesOf(errors: readonly Diagnostic[], env: string): Cause[] {
  const groups = new Map<string, Diagnostic[]>();
  for (const error of errors) groups.set(keyOf(error), [...(groups.get(keyOf(error)) ?? []), error]);
  return [...groups.values()].map((group) => ({
    message: firstError(diagnosticsText([{ ...group[0]!, address: undefined }])).replace(/^Error: /, ''),
    addresses: [...new Set(group.flatMap(({ address }) => address ?? []))],
    fix: fixFor(codeOf(textOf(group[0]!)), env),
  }));
}

const SHOWN = 10;

/** A paragraph for each cause: what AWS said, what failed for it, what to do. */
export function causesText(causes: readonly Cause[]): string {
  return causes
    .map(({ message, addresses, fix }) =>
      [
        message,
        ...addresses.slice(0, SHOWN).map((address) => `  ${address}`),
        ...(addresses.length > SHOWN ? [`  and ${addresses.length - SHOWN} more`] : []),
        ...(fix === undefined ? [] : [`  → ${fix}`]),
      ].join('\n'),
    )
    .join('\n\n');
}

function textOf({ summary, detail = '' }: Pick<Diagnostic, 'summary' | 'detail'>): string {
  return `${summary} ${detail}`;
}

/** The name of AWS's error and what it was about; else the text without what differs from resource to resource. */
function keyOf(error: Diagnostic): string {
  const text = textOf(error);
  const code = codeOf(text);
  if (code === undefined) return error.summary.replace(/"[^"]*"|\([^)]*\)|\S*\d\S*/g, '…');
  const about = /perform: (\S+)/.exec(text)?.[1] ?? /operation error (.+?),/.exec(text)?.[1] ?? '';
  return `${code} ${about}`;
}

/** As AWS's SDK for Go writes it: `api error AccessDenied: User …`, or `AccessDenied: …` by the version before. */
function codeOf(text: string): string | undefined {
  return (
    /api error (\w+)/.exec(text)?.[1] ?? /\b([A-Z]\w+(?:Exception|Denied|Exceeded|Exists|Operation)): /.exec(text)?.[1]
  );
}

/**
 * What to do about errors that any service has.
 * @see https://docs.aws.amazon.com/awssupport/latest/user/CommonErrors.html
 * @see https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html
 */
const FIXES: readonly (readonly [code: RegExp, fix: (env: string) => string])[] = [
  [
    /AccessDenied|Unauthorized|AuthorizationError/,
    () =>
      'Give the role the action that the message names: the pipeline’s roles are those of libs/deploy-iam, made by npx nx run bootstrap:deploy. Where it says "explicit deny", a boundary or an organization’s policy denies it.',
  ],
  [/Throttl|RequestLimitExceeded|TooManyRequests|SlowDown/, () => 'AWS is slowing down calls: run it again.'],
  [
    /Limit|Quota|TooMany|Insufficient(?!Permissions)/,
    (env) => `npx nx run ${env}:preflight names each quota that is too low, with the command that asks AWS for more.`,
  ],
  [
    /Already(Exists|InUse)|ResourceExists|ParameterAlreadyExists|Duplicate|Conflict/,
    () =>
      'AWS has this already, and the state does not. Run it again: the next plan imports what has this environment’s tags. Where it has other tags, rename or remove what somebody else made.',
  ],
  [
    /^(Invalid|Validation|Malformed|Unsupported|Bad)/,
    (env) => `AWS refuses the value: change it in apps/${env}/src/config.ts.`,
  ],
  [
    /ServiceUnavailable|Internal(Error|Failure|ServerError)|ServiceException/,
    () => 'AWS failed, not the configuration: run it again.',
  ],
];

function fixFor(code: string | undefined, env: string): string | undefined {
  return code === undefined ? undefined : FIXES.find(([known]) => known.test(code))?.[1](env);
}
