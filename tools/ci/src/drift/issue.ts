import { isOurs, markedEnv, marker, type Author } from '../github/bot';
import type { GitHub } from '../github/client';
import { fitMarkdown } from '../plans/fit';

interface Issue {
  readonly number: number;
  readonly body: string | null;
  readonly html_url: string;
  readonly user: Author | null;
  readonly pull_request?: object;
}

const KIND = 'drift';
const LIMIT = 65_000;

/** Our open issue about an environment's drift. */
async function openIssue(github: GitHub, env: string): Promise<Issue | undefined> {
  const issues = await github.list<Issue>('/issues?state=open');
  return issues.find((issue) => !issue.pull_request && isOurs(issue) && markedEnv(KIND, issue.body) === env);
}

interface Report {
  readonly env: string;
  readonly markdown: string;
  readonly runUrl: string;
}

/** Opens the issue, or brings the open one up to date. */
export async function reportDrift(github: GitHub, { env, markdown, runUrl }: Report): Promise<string> {
  const note = `_The rest is in drift.html of [the run](${runUrl})._`;
  const intro = [
    marker(KIND, env),
    '',
    `The deployed infrastructure differs from the state. Adopt the change in the code, or deploy to undo it.`,
    `[The run](${runUrl}) that found it last has drift.html. This issue is closed when the drift is gone.`,
    '',
  ].join('\n');
  const body = [intro, fitMarkdown(markdown, LIMIT - intro.length, note)].join('\n');
  const issue = await openIssue(github, env);
  const title = `${env} was changed outside Terraform`;
  const { html_url: url } = issue
    ? await github.patch<Issue>(`/issues/${issue.number}`, { title, body })
    : await github.post<Issue>('/issues', { title, body });
  return url;
}

/** Closes the issue, if there is one. */
export async function closeDrift(github: GitHub, env: string, runUrl: string): Promise<string | undefined> {
  const issue = await openIssue(github, env);
  if (!issue) return undefined;
  await github.post(`/issues/${issue.number}/comments`, { body: `No drift any more: [the run](${runUrl}).` });
  await github.patch(`/issues/${issue.number}`, { state: 'closed', state_reason: 'completed' });
  return issue.html_url;
}
