import type { TaskDefinition } from '@aws-sdk/client-ecs';
import { minutes, SHARED_OPTIONS, ToolError } from '@restartix/kit';
import { defineCommand } from '../command';
import { confirm } from '../confirm';
import type { Context } from '../context';
import { describedJob } from '../run-task/job';
import { runOnce, type OneOff } from '../run-task/run-once';
import { jobOf } from '../workload';
import { backupsIn, tableOf, type Backup } from './backups';
import { whatNext } from './what-next';

const JOB = 'backup-restore';
// A day: 500 GiB take about five hours.
const DEFAULT_MINUTES = 1440;
const TIERS: readonly string[] = ['Standard', 'Bulk', 'Expedited'];
const DATABASE = /^[a-z_][a-z0-9_]{0,37}$/;

export const restore = defineCommand({
  name: 'restore',
  summary: 'Lists the backups; restores one into a new database, or in the place of one whose name is typed twice.',
  line: (command) =>
    command
      .option('--backup <object>', 'part of its name, or latest (default: none, lists only)')
      .option('--into <database>', 'a new database')
      .option('--replace <database>', 'the database that it is to take the place of, as in --into')
      .option('--server <secret>', 'another server: the secret with its DATABASE_DIRECT_URL')
      .option('--tier <tier>', `how fast to thaw it: ${TIERS.join(', ')}`, 'Standard')
      .option('--drill', 'drops what it restored')
      .option('--timeout <minutes>', 'how long it may take', minutes(), DEFAULT_MINUTES)
      .option(...SHARED_OPTIONS.json)
      .option(...SHARED_OPTIONS.yes),
  run: async (context, values) => {
    const job = await describedJob(context, JOB);
    const workload = await jobOf(context, JOB);
    const backups = await backupsIn(context, bucketOf(workload.definition));
    const { drill = false } = values;
    const wanted = drill
      ? { ...values, drill, backup: values.backup ?? 'latest', into: values.into ?? drillName() }
      : { ...values, drill };
    if (wanted.backup === undefined && wanted.into === undefined) return list(context, backups, values.json === true);
    const backup = chosen(context, backups, wanted.backup);
    const environment = environmentOf(context, backup, wanted);
    await confirm(context, `Restores ${backup.object} into ${wanted.into} of ${context.env}.`, values.yes);
    const { container, subnets, securityGroups, taskRole } = job;
    const oneOff: OneOff = { workload, container, subnets, securityGroups, environment, taskRole };
    const { exitCode } = await runOnce(context, oneOff, values.timeout * 60_000);
    for (const line of whatNext(context, { ...wanted, exitCode, backup, into: wanted.into! })) context.say(line);
    return exitCode;
  },
});

function list(context: Context, backups: readonly Backup[], json: boolean): number {
  if (json) context.print(JSON.stringify(backups));
  else for (const line of tableOf(backups)) context.print(line);
  const newest = backups.find(({ isSigned }) => isSigned);
  context.say(
    newest === undefined
      ? `${context.env} has no backup. Make one: ${context.nx('run-task', '--job=backup-runner')}`
      : `Restore one: ${context.nx('restore', `--backup=${newest.object}`, '--into=NEW_DATABASE')}`,
  );
  return 0;
}

/** By its name, a part of it that is unique, or `latest`. */
function chosen(context: Context, backups: readonly Backup[], wanted = 'latest'): Backup {
  const signed = backups.filter(({ isSigned }) => isSigned);
  const found = wanted === 'latest' ? signed.slice(0, 1) : backups.filter(({ object }) => object.includes(wanted));
  const [backup] = found;
  const see = `See which there are: ${context.nx('restore')}`;
  if (backup === undefined) throw new ToolError(`${context.env}: there is no backup "${wanted}".`, see);
  if (found.length > 1)
    throw new ToolError(`${context.env}: "${wanted}" is in the names of ${found.length} backups.`, see);
  if (!backup.isSigned)
    throw new ToolError(`${backup.object} has no signature: it is no complete backup.`, `Choose another one. ${see}`);
  return backup;
}

interface Wanted {
  readonly into?: string;
  readonly replace?: string;
  readonly server?: string;
  readonly tier: string;
  readonly drill: boolean;
}

function environmentOf({ project, env }: Context, backup: Backup, wanted: Wanted): Record<string, string> {
  const { into, replace, server, tier, drill } = wanted;
  if (into === undefined || !DATABASE.test(into))
    throw new ToolError(
      `--into ${into === undefined ? 'is missing' : `"${into}" is not possible`} (allowed: up to 38 lowercase letters, digits and underscores).`,
      'Name a new database, e.g. --into=restored.',
    );
  if (replace !== undefined && replace !== into)
    throw new ToolError(
      `--replace "${replace}" is not --into "${into}".`,
      `Type the name of the database that the backup is to take the place of in both: --into=${replace} --replace=${replace}.`,
    );
  if (drill && replace !== undefined)
    throw new ToolError('--drill and --replace exclude each other.', 'A drill drops what it restored.');
  if (!TIERS.includes(tier))
    throw new ToolError(`--tier "${tier}" is not possible (allowed: ${TIERS.join(', ')}).`, 'Use Standard.');
  const secrets = `${project}/${env}/restore/`;
  if (server !== undefined && !server.includes(secrets))
    throw new ToolError(
      `--server "${server}" is not a secret below ${secrets}, which is what the restore's role may read.`,
      `Put DATABASE_DIRECT_URL of the other instance into one: aws secretsmanager create-secret --name ${secrets}another --secret-string file:///dev/stdin`,
    );
  return {
    BACKUP_OBJECT: backup.object,
    RESTORE_DATABASE: into,
    ...(replace !== undefined && { RESTORE_REPLACE: replace }),
    ...(server !== undefined && { DATABASE_SECRET_ARN: server }),
    ...(tier !== 'Standard' && { RESTORE_TIER: tier }),
    ...(drill && { RESTORE_DRILL: '1' }),
  };
}

function bucketOf({ containerDefinitions = [] }: TaskDefinition): string {
  const variables = containerDefinitions.flatMap(({ environment = [] }) => environment);
  const bucket = variables.find(({ name }) => name === 'BACKUP_BUCKET')?.value;
  if (bucket === undefined)
    throw new ToolError(`The task definition of ${JOB} has no BACKUP_BUCKET.`, 'Deploy the environment again.');
  return bucket;
}

function drillName(): string {
  return `drill_${new Date().toISOString().slice(0, 16).replace(/\D/g, '')}`;
}
