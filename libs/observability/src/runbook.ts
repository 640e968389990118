import type { AlarmRow } from './alarm-row';

/** What somebody types who is woken by an alarm. */
export interface AlarmCommands {
  /** What is going on: these change nothing. */
  readonly look: readonly string[];
  /** What helps, each with the case that it is for. */
  readonly act: readonly { readonly when: string; readonly commands: readonly string[] }[];
  /** How to see that it is over. */
  readonly over: readonly string[];
}

/** The heading's anchor in the page. */
export function anchor({ id }: AlarmRow): string {
  return id.toLowerCase();
}

/**
 * The runbook's page, in Markdown: a section for each alarm, the ones that page first.
 * @param commandsOf - what to type for an alarm; default: sections have text alone
 */
export function runbookPage(
  title: string,
  rows: readonly AlarmRow[],
  commandsOf?: (row: AlarmRow) => AlarmCommands,
): string {
  const sections = [...rows]
    .sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'))
    .map((row) => section(row, commandsOf?.(row)));
  return [`# ${title}`, ...sections, ''].join('\n\n').trimEnd() + '\n';
}

function section(row: AlarmRow, commands: AlarmCommands | undefined): string {
  const steps = row.steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
  return [
    `## ${row.id}`,
    `**${row.title}.** ${row.meaning}`,
    `${row.severity === 'critical' ? 'Pages' : 'Non-paging: notifies'} when \`${row.math?.label ?? row.metric.metricName}\` (${row.metric.namespace}, ${row.metric.statistic}) is ${row.comparison} ${row.threshold} ${row.unit} in ${row.datapointsToAlarm ?? row.evaluationPeriods} of ${row.evaluationPeriods} periods of ${duration(row.period)}; no data ${MISSING[row.missing]}.`,
    ...(commands ? ['First look:', fenced(commands.look)] : []),
    steps,
    ...(commands?.act ?? []).flatMap((each) => [`**${each.when}:**`, fenced(each.commands)]),
    ...(commands ? ['Over when this says `OK`:', fenced(commands.over)] : []),
  ].join('\n\n');
}

function fenced(commands: readonly string[]): string {
  return ['```', ...commands, '```'].join('\n');
}

const MISSING: Readonly<Record<AlarmRow['missing'], string>> = {
  breaching: 'counts as breaching',
  notBreaching: 'counts as OK',
  ignore: 'keeps the state',
};

function duration(seconds: number): string {
  return seconds % 3600 === 0 ? `${seconds / 3600} h` : `${seconds / 60} min`;
}
