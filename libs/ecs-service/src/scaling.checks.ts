import { checkBounds, isKnown, type ReportProblem } from '@restartix/core';
import type { EcsServiceConfig, ScheduledScaling } from './ecs-service.config';
import { capacityRange, isScaled, type CapacityRange } from './scaling';

const RATE = /^rate\((1 (minute|hour|day)|([2-9]|\d{2,}) (minutes|hours|days))\)$/;
const AT = /^at\(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\)$/;
const CRON = /^cron\((?<fields>\S+( \S+){5})\)$/;

/** Bounds, targets and schedules of scaling. */
export function checkScaling(config: EcsServiceConfig, problem: ReportProblem): void {
  if (!isScaled(config)) {
    checkTargetsWithoutRange(config, problem);
    return;
  }
  const range = capacityRange(config);
  const by = 'Application Auto Scaling';
  checkBounds(
    problem,
    { property: 'minCapacity', value: config.minCapacity, min: 0, max: 5000, by: 'Amazon ECS' },
    { property: 'maxCapacity', value: config.maxCapacity, min: 0, max: 5000, by: 'Amazon ECS' },
    { property: 'targetCpuPct', value: config.targetCpuPct, min: 1, max: 100, by },
    { property: 'targetMemoryPct', value: config.targetMemoryPct, min: 1, max: 100, by },
    { property: 'requestsPerTarget', value: config.requestsPerTarget, min: 1, max: 1_000_000, by },
    { property: 'scalingCooldown.inSeconds', value: config.scalingCooldown?.inSeconds, min: 0, max: 3600, by },
    { property: 'scalingCooldown.outSeconds', value: config.scalingCooldown?.outSeconds, min: 0, max: 3600, by },
  );
  checkRange(range, problem);
  if (config.requestsPerTarget !== undefined && !config.loadBalancer) {
    problem({
      property: 'requestsPerTarget',
      value: config.requestsPerTarget,
      allowed: 'with a loadBalancer, which counts the requests',
      fix: 'Leave it out, or set loadBalancer.',
    });
  }
  const scheduled = Object.entries(config.scheduledScaling ?? {});
  if (scheduled.length > 0 && typeof config.imageUri !== 'string') {
    problem({
      property: 'scheduledScaling',
      value: scheduled.map(([name]) => name),
      allowed: 'with an imageUri that is text: a schedule would start tasks before an image is deployed',
      fix: 'Leave it out, or name the image.',
    });
  }
  for (const [name, action] of scheduled) {
    checkAction(name, action, range, problem);
  }
}

function checkTargetsWithoutRange(config: EcsServiceConfig, problem: ReportProblem): void {
  for (const property of ['targetCpuPct', 'targetMemoryPct', 'requestsPerTarget'] as const) {
    if (config[property] === undefined) continue;
    problem({
      property,
      value: config[property],
      allowed: 'with minCapacity or maxCapacity, for nothing scales without a range',
      fix: 'Set maxCapacity.',
    });
  }
}

function checkRange({ min, desired, max }: CapacityRange, problem: ReportProblem): void {
  if (![min, desired, max].every(isKnown)) return;
  if (min > max) {
    problem({
      property: 'minCapacity',
      value: min,
      allowed: `at most maxCapacity, ${max}`,
      fix: `Set maxCapacity to ${min} or more.`,
    });
    return;
  }
  if (desired >= min && desired <= max) return;
  problem({
    property: 'desiredCount',
    value: desired,
    allowed: `minCapacity to maxCapacity, ${min} to ${max}`,
    fix: `Set desiredCount to ${desired < min ? min : max}.`,
  });
}

function checkAction(name: string, action: ScheduledScaling, range: CapacityRange, problem: ReportProblem): void {
  const path = `scheduledScaling.${name}`;
  const { minCapacity = range.min, maxCapacity = range.max, schedule } = action;
  if (isKnown(minCapacity) && isKnown(maxCapacity) && minCapacity > maxCapacity) {
    problem({
      property: `${path}.minCapacity`,
      value: minCapacity,
      allowed: `at most the maximum at that time, ${maxCapacity}`,
      fix: 'Set maxCapacity of the same entry.',
    });
  }
  checkTimezone(path, action, problem);
  if (!isKnown(schedule) || isSchedule(schedule)) return;
  problem({
    property: `${path}.schedule`,
    value: schedule,
    allowed:
      '"cron(minute hour day month weekday year)" with "?" as day or weekday, "rate(5 minutes)" or "at(2026-01-31T20:00:00)"',
    fix: 'For every workday at 20:00: cron(0 20 ? * MON-FRI *).',
  });
}

function checkTimezone(path: string, { timezone }: ScheduledScaling, problem: ReportProblem): void {
  if (!isKnown(timezone) || isTimezone(timezone)) return;
  problem({
    property: `${path}.timezone`,
    value: timezone,
    allowed: 'the name of an IANA time zone (Application Auto Scaling)',
    fix: 'Write it like "Europe/Bucharest".',
  });
}

function isTimezone(timezone: string): boolean {
  // Intl also takes names in lower case and, from Node 22 on, offsets ("+02:00"); AWS takes neither.
  if (!/^[A-Z]/.test(timezone)) return false;
  try {
    Intl.DateTimeFormat('en', { timeZone: timezone });
    return true;
  } catch {
    return false;
  }
}

function isSchedule(schedule: string): boolean {
  if (RATE.test(schedule) || AT.test(schedule)) return true;
  const fields = CRON.exec(schedule)?.groups?.['fields']?.split(' ');
  return fields !== undefined && (fields[2] === '?') !== (fields[4] === '?');
}
