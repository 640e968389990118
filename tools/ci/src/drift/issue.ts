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

/** What an issue can be about. */
interface Topic {
  readonly title: (env: string) => string;
  readonly intro: string;
  /** The report with everything, in the run's artifact. */
  readonly page: string;
  readonly gone: string;
}

export const TOPICS = {
  drift: {
    title: (env) => `${env} was changed outside Terraform`,
    intro: 'The deployed infrastructure differs from the state. Adopt the change in the code, or deploy to undo it.',
    page: 'drift.html',
    gone: 'No drift any more',
  },
  unapplied: {
    title: (env) => `${env}: the default branch is not applied`,
    intro:
      'What was merged differs from what is deployed. Run the workflow that deploys it with the digest of this plan, or revert the merge.',
    page: 'plan.html',
    gone: 'The default branch is applied',
  },
} satisfies Readonly<Record<string, Topic>>;

export type TopicName = keyof typeof TOPICS;

const LIMIT = 65_000;

interface About {
  readonly topic: TopicName;
  readonly env: string;
  readonly runUrl: string;
}

/** Our open issue about an environment. */
async function openIssue(github: GitHub, { topic, env }: About): Promise<Issue | undefined> {
  const issues = await github.list<Issue>('/issues?state=open');
  return issues.find((issue) => !issue.pull_request && isOurs(issue) && markedEnv(topic, issue.body) === env);
}

/** Opens the issue, or brings the open one up to date. */
export async function report(github: GitHub, about: About, markdown: string): Promise<string> {
  const { topic, env, runUrl } = about;
  const { intro, page, title: titleOf } = TOPICS[topic];
  const top = [
    marker(topic, env),
    '',
    intro,
    `[The run](${runUrl}) that found it last has ${page}. This issue closes itself.`,
    '',
  ].join('\n');
  const note = `_The rest is in ${page} of [the run](${runUrl})._`;
  const body = [top, fitMarkdown(markdown, LIMIT - top.length, note)].join('\n');
  const issue = await openIssue(github, about);
  const title = titleOf(env);
  const { html_url: url } = issue
    ? await github.patch<Issue>(`/issues/${issue.number}`, { title, body })
    : await github.post<Issue>('/issues', { title, body });
  return url;
}

/** Closes the issue, if there is one. */
export async function close(github: GitHub, about: About): Promise<string | undefined> {
  const issue = await openIssue(github, about);
  if (!issue) return undefined;
  const body = `${TOPICS[about.topic].gone}: [the run](${about.runUrl}).`;
  await github.post(`/issues/${issue.number}/comments`, { body });
  await github.patch(`/issues/${issue.number}`, { state: 'closed', state_reason: 'completed' });
  return issue.html_url;
}
