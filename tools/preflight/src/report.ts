import type { Finding, Level } from './finding';
import type { PreflightReport } from './preflight';

const WORDS: Readonly<Record<Level, string>> = { ok: 'ok', warning: 'warning', failure: 'FAILURE', unasked: 'unasked' };
const WIDTH = Math.max(...Object.values(WORDS).map((word) => word.length));

/** One line for each finding, without those that are ok unless `verbose`; the last line has the counts. */
export function reportText({ env, account, region, groups, counts }: PreflightReport, verbose = false): string {
  const lines = groups.flatMap(({ name, findings }) => {
    const shown = findings.filter(({ level }) => verbose || level !== 'ok');
    return shown.length === 0 ? [] : [name, ...shown.map(line), ''];
  });
  const { failure, warning, unasked, ok } = counts;
  return [
    `${env} in account ${account}, ${region}`,
    '',
    ...lines,
    `${env}: ${plural(failure, 'failure')}, ${plural(warning, 'warning')}, ${unasked} not asked, ${ok} ok`,
  ].join('\n');
}

function line({ level, subject, message, fix }: Finding): string {
  return plain(`  ${WORDS[level].padEnd(WIDTH)}  ${subject}: ${message}${fix === undefined ? '' : ` → ${fix}`}`);
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** What an account answers reaches a terminal: no control or direction characters of it do. */
export function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}
