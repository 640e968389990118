import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ToolError } from '@restartix/kit';
import type { PlanReport, ResourceBlocks } from '@restartix/plan-report';
import { readJson } from '../environment/configuration';
import { recordKey } from '../deployed/record';
import type { Session } from '../run/session';
import { unless } from './lookup';

type Of = Pick<Session, 'configuration' | 'paths' | 'sdk'>;

/** When a secret got the value that it has; undefined when it has none. */
export type ValueSince = (secret: string) => Promise<Date | undefined>;

/**
 * A state that does not have the value of a generated key, while AWS has it: the plan would generate another, and what is
 * encrypted with the one that exists could not be read any more. Nobody reads a value back out of AWS into the state.
 *
 * @param unfinishedSince - a value that is younger was made by a deploy that did not come to its end, and nothing uses it yet
 * @throws ToolError with the ways out
 */
export async function refuseOtherValues(
  session: Of,
  { changes }: Pick<PlanReport, 'changes'>,
  unfinishedSince: Date | undefined,
  since: ValueSince = valueSince(session),
): Promise<void> {
  const { resource = {} } = readJson(session.paths) as { resource?: ResourceBlocks };
  const lost: string[] = [];
  for (const { address, type, action, attributes } of changes) {
    if (type !== TYPE || action !== 'create') continue;
    const block = resource[TYPE]?.[address.slice(TYPE.length + 1)];
    const secret = attributes.find(({ path }) => path === 'secret_id')?.after;
    if (!GENERATED.test(JSON.stringify(block?.['secret_string_wo'] ?? '')) || secret?.kind !== 'value') continue;
    const made = await since(String(secret.value));
    if (made === undefined || (unfinishedSince && made >= unfinishedSince)) continue;
    lost.push(`  ${address}: ${String(secret.value)} has its value since ${made.toISOString()}`);
  }
  if (lost.length > 0) throw wouldReplace(session, lost);
}

const TYPE = 'aws_secretsmanager_secret_version';
const GENERATED = /ephemeral\.aws_secretsmanager_random_password\./;

function wouldReplace({ configuration }: Of, lost: readonly string[]): ToolError {
  const { bucket, key } = configuration.backend;
  return new ToolError(
    [
      'The state does not have values that were generated earlier, and AWS has them: others would take their place, and what is encrypted with them could not be read any more. Nothing was planned:',
      ...lost,
    ].join('\n'),
    [
      `Put back the version of the state that has them: aws s3api list-object-versions --bucket ${bucket} --prefix ${key}, then aws s3api copy-object --bucket ${bucket} --key ${key} --copy-source '${bucket}/${key}?versionId=<version>' and aws s3 rm s3://${bucket}/${recordKey({ configuration })}`,
      'Where nothing was encrypted with them yet: aws secretsmanager delete-secret --force-delete-without-recovery --secret-id <secret>, then run this again.',
    ].join('\n'),
  );
}

function valueSince({ sdk }: Of): ValueSince {
  const client = new SecretsManagerClient(sdk);
  return async (SecretId) => {
    const found = await unless(['ResourceNotFoundException'], client.send(new DescribeSecretCommand({ SecretId })));
    const hasValue = Object.values(found?.VersionIdsToStages ?? {}).some((stages) => stages.includes('AWSCURRENT'));
    return hasValue ? (found?.LastChangedDate ?? found?.CreatedDate) : undefined;
  };
}
