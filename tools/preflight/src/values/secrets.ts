import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { askFor } from '../ask';
import type { Check } from '../check';
import { command } from '../command';
import type { Context } from '../context';
import { ok, warning, type Finding } from '../finding';
import { askEach } from './ask-each';

/** Secrets that a person gives a value: Terraform writes the others. Whether there is one is asked, never which. */
export const secretsCheck: Check = {
  subject: 'secrets without a value',
  concerns: ({ synthesis }) => byHand(synthesis).length > 0,
  run: (context) => askEach(context, 'secrets', byHand(context.synthesis), secret),
};

async function secret({ aws: { secrets }, region, nx }: Context, name: string): Promise<Finding | undefined> {
  const subject = `secret ${name}`;
  // The last part is how the command names it: `restartix/staging/clerk`.
  const put = `${nx('secrets')} set ${name.split('/').slice(2).join('/') || name}`;
  const found = await askFor('secretsmanager:DescribeSecret', ['ResourceNotFoundException'], () =>
    secrets.send(new DescribeSecretCommand({ SecretId: name })),
  );
  if (!found) return undefined;
  if (found.DeletedDate) {
    const restore = command('aws', 'secretsmanager', 'restore-secret', '--region', region, '--secret-id', name);
    return warning(subject, 'is scheduled for deletion, so that it can be neither made nor read', restore);
  }
  const hasValue = Object.values(found.VersionIdsToStages ?? {}).some((stages) => stages.includes('AWSCURRENT'));
  return hasValue ? ok(subject, 'has a value') : warning(subject, 'has no value: tasks that read it do not start', put);
}

function byHand(synthesis: Context['synthesis']): string[] {
  const written = new Set(
    synthesis.all('aws_secretsmanager_secret_version').map((version) => synthesis.referred(version, 'secret_id')),
  );
  return synthesis
    .all('aws_secretsmanager_secret')
    .filter((each) => !written.has(each))
    .flatMap((each) => synthesis.text(each, 'name') ?? []);
}
