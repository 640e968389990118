import { stripVTControlCharacters } from 'node:util';

/** An error or a warning of Terraform's, as its `-json` output gives it. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string | undefined;
}

/** A `check` block that fails is a warning, and the plan says more of it. */
export function isFailedCheck({ summary }: Diagnostic): boolean {
  return summary === 'Check block assertion failed';
}

/** The errors as Terraform prints them to a person. */
export function diagnosticsText(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map(({ summary, detail, address }) =>
      [`Error: ${summary}`, address ? `  with ${address}` : '', detail ?? ''].filter(Boolean).join('\n'),
    )
    .join('\n\n');
}

/** The first error of Terraform's plain output, without frames and colours, on one line. */
export function firstError(output: string): string {
  const lines = output
    .split('\n')
    .map((line) =>
      stripVTControlCharacters(line)
        .replace(/^[\s│╷╵|]+/, '')
        .trim(),
    )
    .filter((line) => line !== '');
  const start = lines.findIndex((line) => line.startsWith('Error:'));
  const end = lines.findIndex((line, i) => i > start && END_OF_ERROR.test(line));
  const detail = (start < 0 ? lines.slice(-3) : lines.slice(start, end < 0 ? start + 12 : end)).join(' ');
  return detail.length > 700 ? `${detail.slice(0, 700)}…` : detail;
}

// The next error, or advice of Terraform's that is not about this tool.
const END_OF_ERROR = /^(Error:|To see which modules|For most commands, you can disable|Please see https)/;
