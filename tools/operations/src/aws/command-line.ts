import { command as commandLine } from '@restartix/preflight';
import type { Access, AwsCall } from './clients';

const READ = /^(?:BatchGet|Describe|Filter|Get|Head|List|Lookup|Search)/;

export function isRead({ command }: AwsCall): boolean {
  return READ.test(command);
}

/**
 * Inputs that are secrets. In a command line, the shell's history and the list of processes have them, so the CLI reads them
 * from standard input: https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
 */
const SECRET_INPUTS: readonly string[] = ['SecretString', 'SecretBinary', 'ClientRequestToken', 'MasterUserPassword'];
/** Pages are the CLI's own affair, and so is what makes a call idempotent. */
const OWN_INPUTS: readonly string[] = ['nextToken', 'NextToken', 'Marker', 'ContinuationToken', 'clientToken'];

/** What a person types to make the same call: `aws ecs list-tasks --cluster c --region eu-central-1`. */
export function awsCommandLine(
  { service, command, input }: AwsCall,
  where: Pick<Access, 'region' | 'endpoint'>,
): string {
  const operation = cliName(command.replace(/Command$/, ''));
  const flags = Object.entries(input)
    .filter(([name, value]) => value !== undefined && !OWN_INPUTS.includes(name))
    .flatMap(([name, value]) => flag(name, value));
  return awsWords([service, operation, ...flags], where);
}

/** A line of the AWS CLI for a region and, where it is the emulator, its address. */
export function awsWords(words: readonly string[], { region, endpoint }: Pick<Access, 'region' | 'endpoint'>): string {
  const address = endpoint === undefined ? [] : ['--endpoint-url', endpoint];
  return commandLine('aws', ...words, '--region', region, ...address);
}

function flag(name: string, value: unknown): string[] {
  const option = `--${cliName(name)}`;
  if (SECRET_INPUTS.includes(name)) return name === 'ClientRequestToken' ? [] : [option, 'file:///dev/stdin'];
  if (typeof value === 'boolean') return [value ? option : `--no-${cliName(name)}`];
  if (Array.isArray(value)) return [option, ...value.map(word)];
  return [option, word(value)];
}

function word(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * `DescribeDBInstances` → `describe-db-instances`, as the CLI names operations and inputs:
 * https://github.com/boto/botocore/blob/1.40.0/botocore/__init__.py (xform_name)
 */
export function cliName(name: string): string {
  const plural = /[A-Z]{2,}s$/.exec(name)?.[0];
  const head = plural === undefined ? name : `${name.slice(0, -plural.length)}-${plural.toLowerCase()}`;
  return head
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/-+/g, '-')
    .toLowerCase();
}
