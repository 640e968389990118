/**
 * A command as a check of its form, which does nothing. Ours read their flags, once for all services; the AWS CLI compares with its
 * own models what is not run at all. Undefined for what has no such check.
 */
export function formOf(command: string, isRun: boolean): string | undefined {
  if (command.startsWith('node ')) return `${command.replace(/--(service|job)=[\w-]+/, '--$1=a')} --help`;
  return command.startsWith('aws ') && !isRun ? `${command} --generate-cli-skeleton output` : undefined;
}

/** Targets of Nx that a command names: `production:db:tunnel` → `db:tunnel`. */
export function targetOf(command: string): string | undefined {
  return /^npx nx run \w+:([\w:-]+)/.exec(command)?.[1];
}

// What is named after the environment: resources, log groups, paths.
const NAMES = /(?:\/[\w/-]+\/)?restartix-(?:staging|production)[\w/-]*/g;

/** Names of resources in a command. */
export function namesIn(command: string): string[] {
  return [...command.matchAll(NAMES)].map(([name]) => name);
}
