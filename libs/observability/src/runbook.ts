import type { AlarmRow } from './alarm-row';

/** The heading's anchor in the page. */
export function anchor({ id }: AlarmRow): string {
  return id.toLowerCase();
}

/** The runbook's page, in Markdown: a section for each alarm, the ones that page first. */
export function runbookPage(title: string, rows: readonly AlarmRow[]): string {
  const sections = [...rows]
    .sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'))
    .map((row) =>
      [
        `## ${row.id}`,
        `**${row.title}.** ${row.meaning}`,
        `${row.severity === 'critical' ? 'Pages' : 'Non-paging: notifies'} when \`${row.math?.label ?? row.metric.metricName}\` (${row.metric.namespace}, ${row.metric.statistic}) is ${row.comparison} ${row.threshold} ${row.unit} in ${row.datapointsToAlarm ?? row.evaluationPeriods} of ${row.evaluationPeriods} periods of ${duration(row.period)}; no data ${MISSING[row.missing]}.`,
        row.steps.map((step, index) => `${index + 1}. ${step}`).join('\n'),
      ].join('\n\n'),
    );
  return [`# ${title}`, ...sections, ''].join('\n\n').trimEnd() + '\n';
}

const MISSING: Readonly<Record<AlarmRow['missing'], string>> = {
  breaching: 'counts as breaching',
  notBreaching: 'counts as OK',
  ignore: 'keeps the state',
};

function duration(seconds: number): string {
  return seconds % 3600 === 0 ? `${seconds / 3600} h` : `${seconds / 60} min`;
}
