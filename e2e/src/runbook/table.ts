/** What a command is run with instead of what the page says, and why. */
export const SUBSTITUTIONS: readonly (readonly [RegExp, string, string])[] = [
  [
    /^npx nx run (\w+):schedules$/,
    'node tools/terraform/dist/cli.js schedules $1',
    'needs neither account nor emulator',
  ],
  [
    /^npx nx run (\w+):([\w:-]+)/,
    'node tools/terraform/dist/cli.js $2 $1 --local',
    'on the emulator, without Nx around it',
  ],
  [
    /aws logs tail (\S+) --since \S+/,
    'aws logs filter-log-events --log-group-name $1',
    'version 1 of the AWS CLI has no tail',
  ],
  [
    /aws sqs /g,
    'aws --endpoint-url "$AWS_ENDPOINT_URL" sqs ',
    'version 1 of the AWS CLI asks for queues at a host of its own',
  ],
  [/ staging\b/, ' production', 'one environment is deployed, and the pages say the same of both'],
  [/41c7…/, '"$KEY_ID"', 'a key that the test makes'],
  [/--id=<id>/, '--id=none', 'nobody holds the lock'],
  [/111111111111/g, '123456789012', 'the account of the emulator'],
  [/restartix-staging-break-glass/, 'restartix-production-core-api-task', 'nobody is configured for break-glass'],
];

/** What is not run, and why; its form is checked all the same. */
export const NOT_RUN: readonly (readonly [RegExp, string])[] = [
  [/:destroy$/, 'ends the environment: production.e2e.ts and lifecycle.e2e.ts run it'],
  [/:deploy .*--allow-data-loss=/, 'refused without such a change: production.e2e.ts runs it'],
  [/:restore .*--(backup|drill)/, 'needs PostgreSQL and a backup: restore.e2e.ts runs it'],
  [/^aws service-quotas request-/, 'the emulator takes no requests to people at AWS'],
  [/curl --fail /, 'needs a zone of Cloudflare'],
];

/** Exit codes of commands that say by them what they found, in an environment that is not all green. @default 0 */
export const EXIT_CODES: readonly (readonly [RegExp, readonly number[], string])[] = [
  [/:verify( |$)/, [0, 1, 2], 'nobody has confirmed the mail of the alarms, and no browser reaches the emulator'],
  [/:status$/, [0, 1, 2], 'the same'],
  [/:preflight$/, [0, 1], 'a new account has the smallest quotas'],
  [/:drift$/, [0, 2], 'commands before it changed something by hand'],
];

export function reasonNotToRun(command: string): string | undefined {
  return NOT_RUN.find(([pattern]) => pattern.test(command))?.[1];
}

export function runnable(command: string): string {
  return SUBSTITUTIONS.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), command);
}

export function exitCodesOf(command: string): readonly number[] {
  return EXIT_CODES.find(([pattern]) => pattern.test(command))?.[1] ?? [0];
}
