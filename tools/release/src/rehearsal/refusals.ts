import { toApprove, type PlanReport, type ReportedChange } from '@restartix/plan-report';

/** What the changesets say of a library. */
export interface Announced {
  readonly bump: 'none' | 'patch' | 'minor' | 'major';
  /** Whether a changeset says what to do, under a heading `Upgrade`. */
  readonly guide: boolean;
}

/** What one example of a library showed. */
export interface Rehearsal {
  readonly example: string;
  /** What Terraform would do; undefined where both versions configure the same. */
  readonly report?: PlanReport;
  /** Why it could not be tried. */
  readonly failure?: string;
}

/** Why a release is refused; empty when it is not. */
export function refusals(name: string, { bump, guide }: Announced, rehearsals: readonly Rehearsal[]): string[] {
  return rehearsals.flatMap(({ example, report, failure }) => {
    if (failure !== undefined) return [`${name} (${example}) could not be rehearsed: ${failure}`];
    const lost = report ? toApprove(report, 'data-loss') : [];
    if (lost.length === 0 || (bump === 'major' && guide)) return [];
    const losses = lost.map(({ action, address, text }) => `  ${action} ${address}: ${text}`);
    const hint =
      bump === 'major'
        ? 'Its changeset is major without upgrade instructions: add a section "## Upgrade", or keep the resource by a moved block.'
        : `Keep the resource by a moved block (resource.moveFromId). If it cannot be kept, make the changeset of ${name} major and add a section "## Upgrade" to it.`;
    return [[`An upgrade of ${name} would lose data (example ${example}):`, ...losses, hint].join('\n')];
  });
}

/** For the release notes: what an upgrade does to what runs. Undefined when it does nothing. */
export function releaseNotes(name: string, version: string, rehearsals: readonly Rehearsal[]): string | undefined {
  const lines = rehearsals.flatMap(({ report }) => report?.changes.map(line) ?? []);
  if (lines.length === 0) return undefined;
  return [`### Upgrading ${name} from ${version}`, '', 'Terraform will', '', ...new Set(lines)].join('\n');
}

function line({ action, address, previousAddress, attributes, type }: ReportedChange): string {
  const names = [...new Set(attributes.map(({ path }) => path))].sort().join(', ');
  switch (action) {
    case 'update':
      return `- change \`${type}\` in place: ${names} (e.g. \`${address}\`)`;
    case 'replace':
      return `- **replace** \`${type}\`, forced by ${forced(attributes) || names} (e.g. \`${address}\`)`;
    case 'move':
      return `- know \`${previousAddress}\` as \`${address}\`, and change nothing`;
    case 'destroy':
      return `- **destroy** \`${type}\` (e.g. \`${address}\`)`;
    default:
      return `- ${action} \`${type}\` (e.g. \`${address}\`)`;
  }
}

function forced(attributes: ReportedChange['attributes']): string {
  return attributes
    .filter(({ forcesReplacement }) => forcesReplacement)
    .map(({ path }) => path)
    .join(', ');
}
