import { whoAsks } from './account/identity';
import { Unasked } from './ask';
import type { Check } from './check';
import { cloudflareApi, type CloudflareAccess } from './cloudflare/api';
import { awsClients, type AwsAccess, type Context } from './context';
import type { Finding, Level } from './finding';
import { GROUPS } from './groups';
import { Synthesis } from './synthesis';

export interface PreflightRequest {
  readonly env: string;
  /** The synthesized `cdk.tf.json`. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly aws: AwsAccess;
  /** @default - Cloudflare is not asked */
  readonly cloudflare?: CloudflareAccess;
  /** How a person runs another command of an environment. */
  readonly nx: Context['nx'];
}

export interface PreflightReport {
  readonly env: string;
  readonly account: string;
  readonly region: string;
  /** Who asked. */
  readonly caller: string;
  readonly groups: readonly { readonly name: string; readonly findings: readonly Finding[] }[];
  readonly counts: Readonly<Record<Level, number>>;
}

/** Asks the account what an apply would be refused for. @throws ToolError when nobody is logged in. */
export async function preflight({
  env,
  json,
  aws: access,
  cloudflare,
  nx,
}: PreflightRequest): Promise<PreflightReport> {
  const aws = awsClients(access);
  const { arn, ...account } = await whoAsks(aws.sts);
  const context: Context = {
    ...{ env, account, aws, nx, region: access.region },
    synthesis: new Synthesis(json),
    cloudflare: cloudflare && cloudflareApi(cloudflare),
  };
  const groups = await askAll(context);
  return {
    ...{ env, account: account.id, region: access.region, caller: arn, groups },
    counts: countsOf(groups.flatMap((group) => group.findings)),
  };
}

/** Every question that concerns the environment, with what was answered. */
export async function askAll(context: Context, groups = GROUPS): Promise<PreflightReport['groups']> {
  const asked = groups.map(async ({ name, checks }) => {
    const concerned = checks.filter(({ concerns }) => concerns?.(context) ?? true);
    const found = await Promise.all(concerned.map((check) => findings(check, context)));
    return { name, findings: found.flat() };
  });
  return (await Promise.all(asked)).filter((group) => group.findings.length > 0);
}

/** A question that fails is not an answer. */
async function findings(check: Check, context: Context): Promise<readonly Finding[]> {
  try {
    return await check.run(context);
  } catch (error) {
    const { name, message } = error as Error;
    const why = error instanceof Unasked ? message : `not answered: ${name}: ${message}`;
    return [{ level: 'unasked', subject: check.subject, message: why }];
  }
}

function countsOf(found: readonly Finding[]): Record<Level, number> {
  const of = (level: Level): number => found.filter((each) => each.level === level).length;
  return { ok: of('ok'), warning: of('warning'), failure: of('failure'), unasked: of('unasked') };
}
