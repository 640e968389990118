import { nxCommand } from '@restartix/kit';
import { fit } from '@restartix/core';
import type { AlarmCommands } from '@restartix/observability';

/** What commands name of an environment. */
export interface Named {
  readonly env: string;
  readonly project: string;
  readonly database: 'instance' | 'cluster';
}

type Parts = Readonly<Record<string, string>>;
type Entry = (named: Names, parts: Parts) => Omit<AlarmCommands, 'over'>;

interface Names extends Named {
  /** `core-api` → `restartix-production-core-api` */
  readonly nameOf: (name: string) => string;
  /** `logs --service=core-api` → `npx nx run production:logs --service=core-api` */
  readonly nx: (line: string) => string;
}

const MAX_TARGET_GROUP_NAME = 32;

/** Commands by the ids of alarms; a group of a pattern is a part of the id. The first that fits counts. */
export const ENTRIES: readonly (readonly [RegExp, Entry])[] = [
  [/^database-backup-missing$/, backup],
  [/^(?<name>database)-connections$/, connections],
  [/^(?<name>database)-(storage|cpu|memory|capacity)$/, database],
  [/^cache-(?<node>\d+)-(memory|cpu|evictions)$/, cache],
  [/^nat-.+-in-service$/, natInstance],
  [/^nat-.+-(ports|drops)$/, natGateway],
  [/^alb-(errors|rejected)$/, loadBalancer],
  [/^(?<service>.+)-tasks$/, tasks],
  [/^(?<service>.+)-unhealthy$/, unhealthy],
  [/^(?<service>.+)-(errors|latency)$/, responses],
  [/^fargate-(on-demand|spot)-quota$/, quota],
  [/^schedules-(not-started|dropped|failed)$/, schedules],
  [/^(?<queue>scheduled-tasks|ses-webhook)-messages$/, queue],
  [/^email-(bounces|complaints)$/, email],
  [/^certificate-expiry$/, certificate],
  [/^(?<service>.+)-(cpu|memory)$/, load],
];

/** @throws Error for an alarm that has no commands yet. */
export function alarmCommands(environment: Named, id: string): AlarmCommands {
  const found = entryOf(id);
  if (!found) throw new Error(`alarm ${id} has no commands: add an entry to ${__filename}.`);
  const [pattern, entry] = found;
  const { env, project } = environment;
  const named: Names = {
    ...environment,
    nameOf: (name) => `${project}-${env}-${name}`,
    nx: (line) => [nxCommand(env, line.split(' ')[0]!), ...line.split(' ').slice(1)].join(' '),
  };
  const query = `--query 'MetricAlarms[].[StateValue,StateReason]' --output text`;
  const over = [`aws cloudwatch describe-alarms --alarm-names ${named.nameOf(id)} ${query}`];
  return { ...entry(named, pattern.exec(id)?.groups ?? {}), over };
}

export function entryOf(id: string): (typeof ENTRIES)[number] | undefined {
  return ENTRIES.find(([pattern]) => pattern.test(id));
}

function tasks({ nx, nameOf }: Names, { service = '' }: Parts): ReturnType<Entry> {
  return {
    look: [serviceEvents(nameOf, service), nx(`logs --service=${service} --since=30m`), nx('status')],
    act: [rollBack(nx, service), restart(nameOf, service)],
  };
}

function unhealthy({ nx, nameOf }: Names, { service = '' }: Parts): ReturnType<Entry> {
  const group = fit(nameOf(service), MAX_TARGET_GROUP_NAME);
  const arn = `aws elbv2 describe-target-groups --names ${group} --query 'TargetGroups[0].TargetGroupArn' --output text`;
  return {
    look: [
      `aws elbv2 describe-target-health --target-group-arn "$(${arn})" --query 'TargetHealthDescriptions[].[Target.Id,TargetHealth.State,TargetHealth.Reason]' --output text`,
      nx(`logs --service=${service} --since=30m`),
    ],
    act: [rollBack(nx, service), restart(nameOf, service)],
  };
}

function responses({ nx, nameOf }: Names, { service = '' }: Parts): ReturnType<Entry> {
  return {
    look: [nx(`logs --service=${service} --since=30m --filter=ERROR`), serviceEvents(nameOf, service)],
    act: [rollBack(nx, service), scaleOut(nameOf, service)],
  };
}

function load({ nx, nameOf }: Names, { service = '' }: Parts): ReturnType<Entry> {
  const counts = `--query 'services[0].[desiredCount,runningCount]' --output text`;
  return {
    look: [
      `aws ecs describe-services --cluster ${nameOf('cluster')} --services ${nameOf(service)} ${counts}`,
      nx(`logs --service=${service} --since=30m`),
    ],
    // The pool has a fixed count.
    act: [
      rollBack(nx, service),
      ...(service === 'pgbouncer' ? [restart(nameOf, service)] : [scaleOut(nameOf, service)]),
    ],
  };
}

function connections(names: Names): ReturnType<Entry> {
  const { nx, nameOf } = names;
  return {
    look: [nx('logs --service=pgbouncer --since=30m'), serviceEvents(nameOf, 'pgbouncer')],
    act: [
      { when: 'To run the statements above', commands: [nx('db:tunnel --port=15432')] },
      { ...restart(nameOf, 'core-api'), when: 'One service leaks connections: restart it' },
    ],
  };
}

function database({ nx, nameOf, database: kind }: Names): ReturnType<Entry> {
  const name = nameOf('database');
  const describe = {
    instance: `describe-db-instances --db-instance-identifier ${name} --query 'DBInstances[].[DBInstanceStatus,AllocatedStorage,MaxAllocatedStorage]'`,
    cluster: `describe-db-clusters --db-cluster-identifier ${name} --query 'DBClusters[].[Status,Capacity]'`,
  }[kind];
  const events = `--source-type db-${kind} --source-identifier ${name} --duration 180 --query 'Events[].Message'`;
  return {
    look: [
      `aws rds ${describe} --output text`,
      `aws rds describe-events ${events} --output text`,
      `aws logs tail /aws/rds/${kind}/${name}/postgresql --since 30m`,
    ],
    act: [
      { when: 'To look into pg_stat_activity', commands: [nx('db:tunnel --port=15432')] },
      { when: 'It began with a deployment: roll back', commands: [nx('rollback --service=core-api --to=previous')] },
      { when: 'It needs more: change the size in src/config.ts, and deploy', commands: [nx('plan')] },
    ],
  };
}

function cache({ nameOf, nx }: Names): ReturnType<Entry> {
  return {
    look: [
      `aws elasticache describe-replication-groups --replication-group-id ${nameOf('redis')} --query 'ReplicationGroups[].Status' --output text`,
      `aws logs tail /elasticache/${nameOf('redis')}/slow-log --since 30m`,
    ],
    act: [
      { when: 'It began with a deployment: roll back', commands: [nx('rollback --service=core-api --to=previous')] },
      { when: 'It needs more: change nodeType in src/config.ts, and deploy', commands: [nx('plan')] },
    ],
  };
}

function natGateway({ nx, project, env }: Names): ReturnType<Entry> {
  const own = `Name=tag:Project,Values=${project} Name=tag:Environment,Values=${env}`;
  return {
    look: [
      `aws ec2 describe-nat-gateways --filter ${own} --query 'NatGateways[].[NatGatewayId,State,FailureMessage]' --output text`,
      `aws logs tail /vpc/${project}-${env}-vpc-flow-logs --since 10m`,
    ],
    act: [{ when: 'A gateway in each zone: natPerAz in src/config.ts, and deploy', commands: [nx('plan')] }],
  };
}

function natInstance({ nx, project, env }: Names): ReturnType<Entry> {
  const own = `Name=tag:Project,Values=${project} Name=tag:Environment,Values=${env}`;
  return {
    look: [
      `aws autoscaling describe-auto-scaling-groups --filters ${own} --query 'AutoScalingGroups[].[AutoScalingGroupName,length(Instances)]' --output text`,
      `aws ec2 describe-instances --filters ${own} --query 'Reservations[].Instances[].[InstanceId,State.Name,StateReason.Message]' --output text`,
    ],
    act: [
      { when: "It does not come back: natStrategy 'nat-gateway' in src/config.ts, and deploy", commands: [nx('plan')] },
    ],
  };
}

function loadBalancer({ nx, nameOf }: Names): ReturnType<Entry> {
  return {
    look: [
      `aws elbv2 describe-load-balancers --names ${nameOf('alb')} --query 'LoadBalancers[].State.Code' --output text`,
      nx('verify --timeout=1'),
      nx('logs --service=core-api --since=10m'),
    ],
    act: [rollBack(nx, 'core-api'), restart(nameOf, 'core-api')],
  };
}

function quota({ nx }: Names): ReturnType<Entry> {
  return {
    look: [nx('preflight'), nx('verify --timeout=1')],
    act: [
      {
        when: 'The load is there to stay: ask for more; AWS takes minutes to days',
        commands: [
          'aws service-quotas request-service-quota-increase --service-code fargate --quota-code L-3032A538 --desired-value 64',
        ],
      },
    ],
  };
}

function schedules({ nx, nameOf }: Names): ReturnType<Entry> {
  return {
    look: [
      `aws logs tail /aws/events/${nameOf('scheduled-tasks')} --since 2h`,
      nx('schedules'),
      receive(nameOf('scheduled-tasks-dead-letters')),
    ],
    act: [
      { when: 'The backup did not run: start it', commands: [nx('run-task --job=backup-runner')] },
      {
        when: 'Another did not run: start its command, if it may run twice',
        commands: [nx('run-task --service=core-api --command=check-providers')],
      },
    ],
  };
}

function queue({ nameOf, nx }: Names, { queue: name }: Parts): ReturnType<Entry> {
  const queueName = nameOf(name === 'ses-webhook' ? 'ses-webhook-failed' : 'scheduled-tasks-dead-letters');
  return {
    look: [receive(queueName), nx('logs --service=core-api --since=30m --filter=ERROR')],
    act: [
      {
        when: 'All of it is dealt with: empty the queue; what is in it is gone',
        commands: [`aws sqs purge-queue --queue-url "$(${queueUrl(queueName)})"`],
      },
    ],
  };
}

function backup({ nx, nameOf }: Names): ReturnType<Entry> {
  const schedule = `aws scheduler get-schedule --group-name ${nameOf('scheduled-tasks')} --name ${nameOf('backup-runner')}`;
  return {
    look: [nx('logs --job=backup-runner --since=2d'), `${schedule} --query '[State,ScheduleExpression]' --output text`],
    act: [{ when: 'Make one now, and wait for its end', commands: [nx('run-task --job=backup-runner')] }],
  };
}

function email({ project, env }: Names): ReturnType<Entry> {
  const set = `--configuration-set-name ${project}-${env}`;
  return {
    look: [
      `aws sesv2 get-account --query '[SendingEnabled,EnforcementStatus]' --output text`,
      `aws sesv2 get-configuration-set ${set} --query 'SendingOptions.SendingEnabled' --output text`,
    ],
    act: [
      {
        when: 'The rate rises on: stop sending before AWS does',
        commands: [`aws sesv2 put-configuration-set-sending-options ${set} --no-sending-enabled`],
      },
      {
        when: 'It is fixed: send again',
        commands: [`aws sesv2 put-configuration-set-sending-options ${set} --sending-enabled`],
      },
    ],
  };
}

function certificate({ nx }: Names): ReturnType<Entry> {
  return {
    look: [
      `aws acm list-certificates --query 'CertificateSummaryList[].[DomainName,Status,NotAfter,RenewalEligibility]' --output text`,
      nx('drift'),
    ],
    act: [{ when: 'Validation records are missing', commands: [nx('deploy')] }],
  };
}

function rollBack(nx: Names['nx'], service: string): AlarmCommands['act'][number] {
  return {
    when: 'It began with a deployment: roll back',
    commands: [nx(`rollback --service=${service}`), nx(`rollback --service=${service} --to=previous`)],
  };
}

function restart(nameOf: Names['nameOf'], service: string): AlarmCommands['act'][number] {
  const restarted = `--force-new-deployment --query 'service.deployments[0].rolloutState' --output text`;
  return {
    when: 'It hangs: restart it, one task after the other',
    commands: [`aws ecs update-service --cluster ${nameOf('cluster')} --service ${nameOf(service)} ${restarted}`],
  };
}

function scaleOut(nameOf: Names['nameOf'], service: string): AlarmCommands['act'][number] {
  const target = `--service-namespace ecs --scalable-dimension ecs:service:DesiredCount --resource-id service/${nameOf('cluster')}/${nameOf(service)}`;
  return {
    when: 'It is at its maximum: raise that until the next deploy, and then maxCapacity in src/config.ts',
    commands: [`aws application-autoscaling register-scalable-target ${target} --max-capacity 20`],
  };
}

function serviceEvents(nameOf: Names['nameOf'], service: string): string {
  const events = `--query 'services[0].events[:5].message' --output text`;
  return `aws ecs describe-services --cluster ${nameOf('cluster')} --services ${nameOf(service)} ${events}`;
}

function queueUrl(name: string): string {
  return `aws sqs get-queue-url --queue-name ${name} --query QueueUrl --output text`;
}

function receive(name: string): string {
  return `aws sqs receive-message --queue-url "$(${queueUrl(name)})" --message-attribute-names All --max-number-of-messages 10`;
}
