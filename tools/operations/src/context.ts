import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LOCAL_SECRET_KEY, localAccessKey, startEmulator } from '@restartix/emulator';
import { ask, isProtected, nxCommand, readJson, ToolError, workspaceRoot } from '@restartix/kit';
import { command as commandLine, describeTarget, Synthesis, type CloudflareAccess } from '@restartix/preflight';
import { awsClients, intercept, type Access, type Aws } from './aws/clients';
import { awsCommandLine, awsWords, isRead } from './aws/command-line';
import type { Shared } from './shared-options';

/** What a command has to work with. */
export interface Context {
  readonly env: string;
  /** e.g. `restartix`, the first part of names */
  readonly project: string;
  readonly region: string;
  readonly target: 'local' | 'cloud';
  /** Production, in the account: asks before it does what others need not ask for. */
  readonly isProtected: boolean;
  /** Reads of the synthesized configuration; undefined where there is none, as in an application's pipeline. */
  readonly synthesis: Synthesis | undefined;
  /** Each changing call prints its line of the AWS CLI on standard error, a read only with `--verbose`. */
  readonly aws: Aws;
  readonly access: Access;
  /** Undefined without a token. */
  readonly cloudflare: CloudflareAccess | undefined;
  /** `core-api` → `restartix-staging-core-api` */
  readonly nameOf: (name: string) => string;
  /** How a person runs another command of the environment: `npx nx run staging:logs:local --service=core-api`. */
  readonly nx: (command: string, ...words: readonly string[]) => string;
  /** Prints a line of the AWS CLI that does what follows. */
  readonly show: (...words: readonly string[]) => void;
  /** The answer of a command, on standard output. */
  readonly print: (line: string) => void;
  /** News, on standard error. */
  readonly say: (line: string) => void;
  /** Undefined without a terminal. */
  readonly ask: (question: string) => Promise<string | undefined>;
}

interface Asked extends Shared {
  readonly env: string;
  readonly command: string;
}

const DEFAULT_PROJECT = 'restartix';

/** @throws ToolError for an environment that does not exist, or another account than it is configured for. */
export async function openContext(asked: Asked): Promise<Context> {
  const { env, local, command } = asked;
  const synthesis = synthesisOf(env);
  const region = asked.region ?? synthesis?.region ?? process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'];
  if (region === undefined)
    throw new ToolError(`${env}: no region.`, `Give --region, or synthesize the environment: npx nx run ${env}:synth.`);
  const access = local ? await localAccess(env, command, region) : { region };
  const context = contextOf({
    ...asked,
    access,
    synthesis,
    project: asked.project ?? synthesis?.tags['Project'] ?? DEFAULT_PROJECT,
    aws: awsClients(access),
    say: (line) => console.error(line),
  });
  if (!local) context.say(await describeTarget({ env, region, accounts: synthesis?.accounts ?? [] }, access));
  return context;
}

interface Parts extends Pick<Asked, 'env' | 'local' | 'verbose'> {
  readonly access: Access;
  readonly synthesis: Synthesis | undefined;
  readonly project: string;
  readonly aws: Aws;
  readonly say: Context['say'];
}

export function contextOf({ env, local, verbose, access, synthesis, project, aws, say }: Parts): Context {
  const shown = new Set<string>();
  const show = (line: string): void => {
    // What is asked again and again, e.g. while something is waited for, is shown once.
    if (!shown.has(line)) say(`$ ${line}`);
    shown.add(line);
  };
  intercept(aws, (call, next) => {
    if (verbose || !isRead(call)) show(awsCommandLine(call, access));
    return next();
  });
  return {
    ...{ env, project, aws, access, synthesis, say, ask },
    region: access.region,
    cloudflare: cloudflareAccess(access),
    target: local ? 'local' : 'cloud',
    isProtected: !local && isProtected(env),
    nameOf: (name) => `${project}-${env}-${name}`,
    nx: (command, ...words) =>
      [nxCommand(env, command, local ? 'local' : 'cloud'), ...(words.length > 0 ? [commandLine(...words)] : [])].join(
        ' ',
      ),
    show: (...words) => show(awsWords(words, access)),
    print: (line) => console.log(line),
  };
}

/** As Terraform reaches it; the emulator takes any token. */
function cloudflareAccess({ endpoint }: Access): CloudflareAccess | undefined {
  if (endpoint !== undefined) return { url: `${endpoint}/client/v4`, token: 'local' };
  const { CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_BASE_URL: url } = process.env;
  return token ? { token, ...(url ? { url } : {}) } : undefined;
}

/** The synthesized `cdk.tf.json` of an environment of this workspace, if it was synthesized. */
function synthesisOf(env: string): Synthesis | undefined {
  const app = join(workspaceRoot(), 'apps', env);
  if (!existsSync(join(app, 'cdktf.json')))
    throw new ToolError(`Unknown environment "${env}".`, 'Environments are the folders of apps/ with a cdktf.json.');
  const file = join(app, 'cdktf.out', 'stacks', env, 'cdk.tf.json');
  return existsSync(file) ? new Synthesis(readJson(file) as Readonly<Record<string, unknown>>) : undefined;
}

async function localAccess(env: string, command: string, region: string): Promise<Access> {
  const { url } = await startEmulator({ onProgress: (line) => console.error(line) });
  return {
    region,
    endpoint: url,
    credentials: { accessKeyId: localAccessKey(env, command), secretAccessKey: LOCAL_SECRET_KEY },
  };
}
