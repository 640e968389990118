import type { Context } from '../context';
import type { Backup } from './backups';

interface Outcome {
  readonly exitCode: number;
  readonly backup: Backup;
  readonly into: string;
  readonly replace?: string;
  readonly server?: string;
  readonly tier: string;
  readonly drill: boolean;
}

/** The task's exit code for an archived object that S3 was asked for; EX_TEMPFAIL of sysexits.h. */
const ARCHIVED = 75;

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html
const HOURS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  DEEP_ARCHIVE: { Standard: '12 hours', Bulk: '48 hours' },
  GLACIER: { Standard: '5 hours', Bulk: '12 hours', Expedited: '5 minutes' },
};

type Says = Pick<Context, 'nx'>;

/** What a person does after a restore, by how it ended. */
export function whatNext(context: Says, outcome: Outcome): string[] {
  if (outcome.exitCode === ARCHIVED) return whenArchived(context, outcome);
  if (outcome.exitCode !== 0)
    return [
      'No database has a part of it, for a load is one transaction. The last line of the log says at which step it failed, and why.',
      'Fix that and run the same command again: it takes an empty database that the last one left.',
    ];
  if (outcome.drill) return ['The backup can be restored. The database of the drill was dropped.'];
  const users = context.nx('run-task', '--job=database-users');
  if (outcome.server !== undefined)
    return [
      `${outcome.into} is on the other server; the application still uses its own.`,
      'New roles have no passwords. To move the application there, make that instance the one of the configuration (docs/runbook.md),',
      `then set the passwords of its users: ${users}`,
    ];
  if (outcome.replace === undefined)
    return [
      `${outcome.into} has the backup; the application still uses its own database. Look at it: ${context.nx('db:tunnel')}`,
      'To let the application use it, put the backup into the place of its database, whose name you type twice:',
      `  ${context.nx('restore', `--backup=${outcome.backup.object}`, '--into=ITS_DATABASE', '--replace=ITS_DATABASE')}`,
    ];
  return [
    `${outcome.into} is the backup now. No secret and no setting changes: services connect again by themselves.`,
    `1. Passwords of users who were made since the backup: ${users}`,
    `2. Migrations that came since: ${context.nx('run-task', '--job=migrations')}`,
    `3. See that it serves: ${context.nx('verify')}`,
    `4. The replaced database is kept as ${outcome.into}_replaced_<time> (the log has its name). Drop it when nobody needs its rows.`,
  ];
}

function whenArchived({ nx }: Says, { backup, into, replace, tier }: Outcome): string[] {
  const time = HOURS[backup.storageClass]?.[tier] ?? 'hours';
  return [
    `${backup.object} is in ${backup.storageClass}. S3 was asked for a copy, which takes up to ${time} and stays for seven days.`,
    `Its progress: ${nx('restore')}. Then run the same command again:`,
    `  ${nx('restore', `--backup=${backup.object}`, `--into=${into}`, ...(replace === undefined ? [] : [`--replace=${replace}`]))}`,
  ];
}
