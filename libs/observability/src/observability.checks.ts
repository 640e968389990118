import {
  checkBounds,
  checkConfig,
  checkKnown,
  checkUnique,
  checkValues,
  isKnown,
  type ReportProblem,
} from '@restartix/core';
import type { AlarmRow } from './alarm-row';
import { FIRST } from './alarms';
import type { Slack, ObservabilityConfig } from './observability.config';
import { OBSERVABILITY_CONFIG } from './generated-inputs';

/** @throws ConfigError that lists everything wrong with the config. */
/** Before the alarms are made of the config. */
export function checkObservabilityValues(id: string, config: ObservabilityConfig): void {
  checkValues('observability', id, config, {
    inputs: OBSERVABILITY_CONFIG,
    known: ['caches.*.nodes[]'],
    text: ['queues.*.meaning', 'businessMetrics[].title', 'overrides.*.disabled'],
  });
}

export function checkObservability(
  id: string,
  config: ObservabilityConfig,
  { rows, partition }: { readonly rows: readonly AlarmRow[]; readonly partition: string },
): void {
  checkConfig('observability', id, (problem) => {
    checkSubscribers(config, problem);
    checkSlack(config, problem);
    checkChatbot(config, partition, problem);
    checkThresholds(config, problem);
    checkBackups(config, problem);
    checkLoadBalancers(config, problem);
    checkOverrides(config, rows, problem);
  });
}

function checkSubscribers({ alarmsEmailSubscribers }: ObservabilityConfig, problem: ReportProblem): void {
  alarmsEmailSubscribers.forEach((value, index) => {
    if (!isKnown(value) || /^[^\s@]+@[^\s@]+\.[a-z]+$/i.test(value)) return;
    problem({
      property: `alarmsEmailSubscribers[${index}]`,
      value,
      allowed: 'an e-mail address',
      fix: 'Write it as name@example.com.',
    });
  });
  checkUnique('alarmsEmailSubscribers', alarmsEmailSubscribers, problem);
}

function checkSlack({ slack, slackWebhookUrl }: ObservabilityConfig, problem: ReportProblem): void {
  const patterns = { workspaceId: /^[A-Z0-9]{9,255}$/, channelId: /^[A-Z0-9]{9,255}$/ };
  for (const [key, pattern] of Object.entries(patterns)) {
    const value = slack?.[key as keyof Slack];
    if (!isKnown(value) || pattern.test(value)) continue;
    problem({
      property: `slack.${key}`,
      value,
      allowed: 'the id that Slack shows in the link of the channel, e.g. T07EA123LEP or C07EZ1ABC23',
      fix: 'Copy it from there; a name does not do.',
    });
  }
  if (isKnown(slackWebhookUrl) && !/^arn:[^:]+:secretsmanager:/.test(slackWebhookUrl)) {
    problem({
      property: 'slackWebhookUrl',
      value: '(hidden)',
      allowed: 'the ARN of a secret that holds the URL',
      fix: 'Put the URL into a secret: anybody who has it can write into the channel.',
    });
  }
}

// https://docs.aws.amazon.com/general/latest/gr/chatbot.html lists its endpoints: none in AWS GovCloud (US).
function checkChatbot({ slack }: ObservabilityConfig, partition: string, problem: ReportProblem): void {
  if (!slack || partition !== 'aws-us-gov') return;
  problem({
    property: 'slack',
    value: slack,
    allowed: 'nothing in AWS GovCloud (US), which has no AWS Chatbot',
    fix: 'Set slackWebhookUrl instead, or leave both out.',
  });
}

function checkThresholds(config: ObservabilityConfig, problem: ReportProblem): void {
  const { minFreeStorageGib, databases = {}, backups = {}, overrides = {} } = config;
  const because = 'a threshold follows from it, which dashboards and the runbook show';
  const numbers = {
    minFreeStorageGib,
    ...prefixed('databases', databases, ({ maxConnections, maxCapacity }) => ({ maxConnections, maxCapacity })),
    ...prefixed('backups', backups, ({ expectedEveryHours }) => ({ expectedEveryHours })),
    ...prefixed('overrides', overrides, ({ threshold }) => ({ threshold })),
  };
  checkKnown(problem, ...Object.entries(numbers).map(([property, value]) => ({ property, value, because })));
}

/** The numbers of each entry under their paths, e.g. `backups.db.expectedEveryHours`. */
function prefixed<Entry>(
  path: string,
  entries: Readonly<Record<string, Entry>>,
  numbersOf: (entry: Entry) => Readonly<Record<string, number | undefined>>,
): Record<string, number | undefined> {
  return Object.fromEntries(
    Object.entries(entries).flatMap(([name, entry]) =>
      Object.entries(numbersOf(entry)).map(([property, value]) => [`${path}.${name}.${property}`, value]),
    ),
  );
}

function checkBackups({ backups = {} }: ObservabilityConfig, problem: ReportProblem): void {
  for (const [name, { expectedEveryHours: value }] of Object.entries(backups)) {
    checkBounds(problem, {
      property: `backups.${name}.expectedEveryHours`,
      value,
      min: 1,
      max: 166,
      unit: 'hours',
      by: 'CloudWatch: with two to spare, an alarm looks back seven days at the most',
      fix: 'Use 24 for a daily backup.',
    });
  }
}

/** An alarm on the metrics of a target group under another load balancer than its own has no data, and never rings. */
function checkLoadBalancers(
  { services = {}, loadBalancer, loadBalancers = {} }: ObservabilityConfig,
  problem: ReportProblem,
): void {
  const further = Object.keys(loadBalancers);
  if (further.length === 0) return;
  if (loadBalancer && further.includes(FIRST)) {
    problem({
      property: `loadBalancers.${FIRST}`,
      value: FIRST,
      allowed: `another name: "${FIRST}" is that of loadBalancer`,
      fix: 'Name it as its LoadBalancer is named.',
    });
  }
  for (const [name, { targetGroupArnSuffix, albArnSuffix }] of Object.entries(services)) {
    if (targetGroupArnSuffix === undefined || albArnSuffix !== undefined) continue;
    problem({
      property: `services.${name}.albArnSuffix`,
      value: undefined,
      allowed: 'the albArnSuffix of its load balancer, as there are several',
      fix: "Give the EcsService loadBalancer.albArnSuffix: it is the LoadBalancer's.",
    });
  }
}

function checkOverrides(
  { overrides = {} }: ObservabilityConfig,
  rows: readonly AlarmRow[],
  problem: ReportProblem,
): void {
  for (const id of Object.keys(overrides)) {
    if (rows.some((row) => row.id === id)) continue;
    problem({
      property: `overrides.${id}`,
      value: overrides[id],
      allowed: `the id of an alarm: ${rows.map((row) => row.id).join(', ')}`,
      fix: 'Correct it, or remove it.',
    });
  }
}
