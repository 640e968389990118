import { StartSessionCommand } from '@aws-sdk/client-ssm';
import { SHARED_OPTIONS, ToolError } from '@restartix/kit';
import { lastPartOf } from '../aws/arn';
import { awsWords } from '../aws/command-line';
import { defineCommand } from '../command';
import { confirm } from '../confirm';
import type { Context } from '../context';
import { describedJob } from '../run-task/job';
import { startTask, stopTask, waitFor, type OneOff } from '../run-task/run-once';
import { agentOf, agentProblem, sessionTarget } from '../session/agent';
import { joinSession, pluginProblem, refuseMissing } from '../session/plugin';
import { jobOf } from '../workload';
import { databaseOf, type Database } from './database';

const JOB = 'db-tunnel';
// A task on Fargate takes a minute to start, with its agent.
const START_MS = 5 * 60_000;
// As a shell says it.
const INTERRUPTED = 130;
const DOCUMENT = 'AWS-StartPortForwardingSessionToRemoteHost';

export const dbTunnel = defineCommand({
  name: 'db:tunnel',
  summary: 'Opens a port of this machine that leads to the database, by Session Manager.',
  line: (command) => command.option('--port <port>', 'port of this machine', '5432').option(...SHARED_OPTIONS.yes),
  run: async (context, { port, yes }) => {
    refusePort(port);
    const problem = await pluginProblem();
    refuseMissing(
      `A tunnel to ${context.env}`,
      problem === undefined ? [] : [problem],
      'Install it, and run the command again.',
    );
    const database = await databaseOf(context);
    const { container, subnets, securityGroups } = await describedJob(context, JOB);
    const workload = await jobOf(context, JOB);
    await confirm(context, `Opens a way to the database of ${context.env} from this machine.`, yes);
    return tunnel(context, { workload, container, subnets, securityGroups, exec: true }, database, port);
  },
});

/** A task for the time of the session: nothing in the environment has a way to the database open all the time. */
async function tunnel(context: Context, oneOff: OneOff, database: Database, port: string): Promise<number> {
  const { aws, say } = context;
  const { container, workload } = oneOff;
  const { cluster } = workload;
  const arn = await startTask(context, oneOff);
  let isInterrupted = false;
  const interrupt = (): void => void (isInterrupted = true);
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    say(`Task ${lastPartOf(arn)} is starting; this takes about a minute.`);
    const task = await waitFor(context, {
      cluster,
      task: arn,
      timeoutMs: START_MS,
      until: (each) =>
        isInterrupted ||
        each.lastStatus === 'STOPPED' ||
        (each.lastStatus === 'RUNNING' && isDecided(agentOf(each, container))),
    });
    if (isInterrupted) return INTERRUPTED;
    const problem =
      task.lastStatus === 'STOPPED'
        ? `its task stopped: ${task.stoppedReason ?? 'ECS gives no reason'}`
        : agentProblem(task, container);
    refuseMissing(`A tunnel to ${context.env}`, problem === undefined ? [] : [problem], 'Fix it, and run it again.');
    const request = {
      Target: sessionTarget(cluster, task, container),
      DocumentName: DOCUMENT,
      Parameters: { host: [database.host], portNumber: [String(database.port)], localPortNumber: [port] },
    };
    const { SessionId, StreamUrl, TokenValue } = await aws.ssm.send(new StartSessionCommand(request));
    sayHowToConnect(context, database, port);
    const session = { sessionId: SessionId, streamUrl: StreamUrl, tokenValue: TokenValue };
    return await joinSession(context, session, request);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    say('Stopping the task of the tunnel.');
    await stopTask(context, cluster, arn, 'the tunnel was closed');
  }
}

function isDecided(agent: string | undefined): boolean {
  return agent === 'RUNNING' || agent === 'STOPPED';
}

/** The password goes from the secret into the client's environment: it is printed nowhere, and its reading is recorded. */
function sayHowToConnect({ env, project, say, access }: Context, { user, name }: Database, port: string): void {
  const query = ['secretsmanager', 'get-secret-value', '--secret-id', `${project}/${env}/database-master`];
  const secret = awsWords([...query, '--query', 'SecretString', '--output', 'text'], access);
  say('In another terminal, with bash (the certificate is for the name of the database, so no verify-full):');
  say(`  PGPASSWORD=$(${secret} | jq -r .password) \\`);
  say(`    psql "host=127.0.0.1 port=${port} user=${user} dbname=${name} sslmode=require"`);
  say(
    `${user} may do everything. Of an application’s user the secret is ${project}/${env}/database/app-v1, with username and password.`,
  );
}

function refusePort(port: string): void {
  if (/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535) return;
  throw new ToolError(`--port "${port}" is not a port (allowed: 1 to 65535).`, 'Give e.g. --port=15432.');
}
