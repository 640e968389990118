import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { nxCommand } from '@restartix/kit';
import { preflight } from '@restartix/preflight';
import { isNamed } from '../aws/denied';
import type { Context } from '../context';
import { missing, ok, type Finding } from '../finding';
import { parametersOf } from '../parameters';

/** The bucket that Terraform keeps the state in, made by `bootstrap`. */
export async function stateFindings({ aws, synthesis, nx, target }: Context): Promise<Finding[]> {
  if (synthesis === undefined) return [missing('configuration', 'is not synthesized', nx('synth'))];
  const { bucket } = synthesis.backend;
  try {
    await aws.s3api.send(new HeadBucketCommand({ Bucket: bucket }));
    return [ok(`state bucket ${bucket}`, 'exists')];
  } catch (error) {
    if (!isNamed(error, 'NotFound', 'NoSuchBucket')) throw error;
    const bootstrap = `npx nx run bootstrap:deploy${target === 'local' ? ':local' : ''}`;
    return [missing(`state bucket ${bucket}`, 'does not exist', bootstrap)];
  }
}

/** What an apply would be refused for; of no interest after it. */
export async function preflightFindings(context: Context): Promise<Finding[]> {
  const { env, json, access, cloudflare, target } = { ...context, json: context.synthesis?.json };
  if (json === undefined || (await isApplied(context))) return [];
  const nx = (command: string, other = env): string => nxCommand(other, command, target);
  const { counts } = await preflight({ env, json, aws: access, nx, ...(cloudflare ? { cloudflare } : {}) });
  const words = `${counts.failure} failures, ${counts.warning} warnings, ${counts.unasked} not asked`;
  return [counts.failure === 0 ? ok('preflight', words) : missing('preflight', words, context.nx('preflight'))];
}

/** Whether Terraform made what tells of services, which is among the last that it makes. */
export async function environmentFindings(context: Context): Promise<Finding[]> {
  const services = await parametersOf(context, 'services', (_, value) => value);
  if (services.size === 0) return [missing('environment', 'is not applied', context.nx('deploy'))];
  return [ok('environment', `${services.size} services: ${[...services.keys()].join(', ')}`)];
}

export async function isApplied(context: Context): Promise<boolean> {
  return (await environmentFindings(context)).every(({ level }) => level === 'ok');
}
