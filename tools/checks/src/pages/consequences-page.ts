import { LONGEST_FAILOVER_SECONDS, rowsInWords, type Kind, type RowInWords } from '@restartix/plan-report';
import { markdownTable } from '../markdown-table';

const SECTIONS: readonly (readonly [kind: Kind, title: string, about: string])[] = [
  [
    'data-lost',
    'Loses data',
    'Refused by `deploy` until a person approves the address: `--allow-data-loss` or `allow.ts`.',
  ],
  [
    'interrupted',
    'Interrupts what serves',
    `Refused by \`deploy\` until a person approves the address (\`--allow-outage\` or \`allow.ts\`) when it starts with the apply and may last longer than ${LONGEST_FAILOVER_SECONDS} seconds, the longest failover that AWS gives for a Multi-AZ database, or when nobody documents how long it lasts. Databases and caches change in their maintenance window unless \`applyImmediately\` is set; that, and what waits for a reboot, is reported alone.`,
  ],
  ['refused-by-aws', 'Refused by AWS', 'Refused by `deploy` before anything is touched, with the steps that work.'],
  ['irreversible', 'Cannot be undone', 'Shown before everything else in every report.'],
];

/** What changes of resources mean, for whoever plans one. */
export function consequencesPage(generated: string): string {
  const rows = rowsInWords();
  return [
    '# What a change does to data and to what serves',
    generated,
    'The table that `plan` and `deploy` decide by. A type or an attribute that is not here changes in place without an interruption, or holds and serves nothing. A replacement says in every report whether the new one or the old one comes first.',
    ...SECTIONS.map(([kind, title, about]) =>
      section(
        title,
        about,
        rows.filter((row) => row.kind === kind),
      ),
    ),
    '',
  ].join('\n\n');
}

function section(title: string, about: string, rows: readonly RowInWords[]): string {
  const hasLasts = rows.some(({ lasts }) => lasts !== undefined);
  const hasSteps = rows.some(({ steps }) => steps !== undefined);
  const cells = ({ types, when, means, lasts, steps, source }: RowInWords): string[] => [
    types.map((type) => `\`${type}\``).join(', '),
    when,
    means,
    ...(hasLasts ? [lasts ?? ''] : []),
    ...(hasSteps ? [steps ?? ''] : []),
    `[source](${source})`,
  ];
  const head = [
    'resource',
    'when',
    'what it means',
    ...(hasLasts ? ['how long'] : []),
    ...(hasSteps ? ['what works'] : []),
    '',
  ];
  return [`## ${title}`, about, markdownTable(head, rows.map(cells))].join('\n\n');
}
