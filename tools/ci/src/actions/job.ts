import { appendFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';

/** What GitHub gives a step to write into. On a laptop the variables are missing, and only the screen is written to. */
type Environment = Readonly<Record<string, string | undefined>>;

/** Prints a value, and hands it to later steps and jobs. */
export function setOutput(name: string, value: string, environment: Environment = process.env): void {
  console.log(`${name}: ${value}`);
  const file = environment['GITHUB_OUTPUT'];
  if (!file) return;
  // A delimiter that no value can hold: otherwise a line of the value could set another output.
  const end = `end-${randomUUID()}`;
  appendFileSync(file, `${name}<<${end}\n${value}\n${end}\n`);
}

/** Adds Markdown to the page of the run. */
export function addSummary(markdown: string, environment: Environment = process.env): void {
  const file = environment['GITHUB_STEP_SUMMARY'];
  if (file) appendFileSync(file, `${markdown}\n`);
}

/** Keeps a value out of every log of the job, by a command that `console` would escape. Does nothing on a laptop, where it would print the value. */
export function mask(value: string, environment: Environment = process.env): void {
  if (environment['GITHUB_ACTIONS'] !== 'true') return;
  for (const line of value.split('\n').filter((each) => each.trim() !== ''))
    process.stdout.write(`::add-mask::${line}\n`);
}

/**
 * An error on the page of the run; a line on a laptop's screen.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
 */
export function annotate(title: string, message: string, environment: Environment = process.env): void {
  if (environment['GITHUB_ACTIONS'] !== 'true') return console.error(`${title}: ${message}`);
  const escaped = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = escaped(title).replaceAll(':', '%3A').replaceAll(',', '%2C');
  process.stdout.write(`::error title=${property}::${escaped(message)}\n`);
}

/** Where this run can be looked at. */
export function runUrl(environment: Environment = process.env): string {
  const { GITHUB_SERVER_URL = 'https://github.com', GITHUB_REPOSITORY = '', GITHUB_RUN_ID = '' } = environment;
  return `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
}
