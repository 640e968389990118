import { isDeepStrictEqual } from 'node:util';
import type { Role } from '../environments/synthesized';
import { environmentOf, parseWorkflow, triggersOf, type Job, type Workflow, type WorkflowFile } from './workflow';

/** A job that takes on a role of AWS, and as whom it asks for it. */
export interface Identity {
  readonly job: string;
  readonly role: Role;
  /** The one environment it works on; undefined for a matrix of all. */
  readonly env?: string;
  /** What follows the repository in the subject of its token: one for each way in which the workflow starts. */
  readonly contexts: readonly string[];
}

/** Where these start a workflow, whatever started the event: https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows */
const ON_DEFAULT_BRANCH: readonly string[] = ['schedule', 'workflow_run'];
const DEFAULT_BRANCH = 'main';

/** In which words a job says that it runs on a branch alone. */
const ON_BRANCH = /github\.ref == 'refs\/heads\/([\w./-]+)'/;

/**
 * The identities of a workflow's jobs, as GitHub makes them.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export function identitiesOf(file: WorkflowFile): Identity[] {
  const workflow = parseWorkflow(file);
  const identities = Object.entries(workflow.jobs ?? {}).flatMap(([name, job]) =>
    (job.steps ?? [])
      .filter(({ uses = '' }) => uses.startsWith('aws-actions/configure-aws-credentials@'))
      .flatMap(({ with: inputs }) => matrixCalls(workflow, job, String(inputs?.['role-to-assume'])))
      .map((call) => ({ job: name, ...asked(call), contexts: contextsOf(workflow, job) })),
  );
  return identities.filter((each, index) => identities.findIndex((other) => isDeepStrictEqual(each, other)) === index);
}

/** The `matrix` commands that a role comes from, through outputs and the matrix. */
function matrixCalls(workflow: Workflow, job: Job, expression: string): string[] {
  // The caller names the account, and a further role where there is one; the usual role is in the file.
  if (expression.includes('inputs.')) return [`--role=${usualRole(workflow, expression)}`];
  const source = expression.includes('matrix.role') ? String(job.strategy?.matrix?.include) : expression;
  const [, needed, output = ''] = /needs\.([\w-]+)\.outputs\.([\w-]+)/.exec(source) ?? [];
  if (needed === undefined) return callsOf(job, source);
  const from = workflow.jobs?.[needed] ?? {};
  return callsOf(from, String(from.outputs?.[output]));
}

function usualRole({ on }: Workflow, expression: string): string {
  const { input, role } =
    /-github-(?:\$\{\{ inputs\.(?<input>[\w-]+) \}\}|(?<role>\w+))$/.exec(expression)?.groups ?? {};
  const called = typeof on === 'object' && 'workflow_call' in on ? on.workflow_call : undefined;
  return role ?? String(called?.inputs?.[input ?? '']?.default ?? expression);
}

function callsOf({ steps = [] }: Job, expression: string): string[] {
  const ids = [...expression.matchAll(/steps\.([\w-]+)\.outputs/g)].map(([, id]) => id);
  const calls = steps.filter(({ id }) => id !== undefined && ids.includes(id)).map(({ run = '' }) => run);
  if (calls.length === 0) throw new Error(`Where the role ${expression} comes from is not known.`);
  return calls;
}

function asked(call: string): Pick<Identity, 'role' | 'env'> {
  const [, role = 'plan'] = /--role=(\w+)/.exec(call) ?? [];
  const [, env] = /--only=([\w-]+)/.exec(call) ?? [];
  return { role: role as Role, ...(env === undefined ? {} : { env }) };
}

function contextsOf(workflow: Workflow, job: Job): string[] {
  const environment = environmentOf(job);
  // A reusable workflow works on whichever environment its caller names.
  if (environment === '${{ inputs.environment }}') return ['environment:{env}'];
  if (environment !== undefined) return [`environment:${environment}`];
  return [...new Set(triggersOf(workflow).map((trigger) => contextOf(trigger, branchOf(workflow, job))))];
}

/** Without an environment, the ref says who asks; for a pull request, that it is one. */
function contextOf(trigger: string, branch: string | undefined): string {
  if (trigger === 'pull_request') return 'pull_request';
  if (ON_DEFAULT_BRANCH.includes(trigger)) return `ref:refs/heads/${DEFAULT_BRANCH}`;
  return `ref:refs/heads/${branch ?? '*'}`;
}

/** The only branch that a job runs on: by its condition, by a job it waits for, or by the trigger. */
function branchOf(workflow: Workflow, { if: condition = '', needs = [] }: Job): string | undefined {
  const [, branch] = ON_BRANCH.exec(condition) ?? [];
  if (branch !== undefined) return branch;
  const before = [needs].flat().map((name) => branchOf(workflow, workflow.jobs?.[name] ?? {}));
  const { on = {} } = workflow;
  const triggers = typeof on === 'object' && !Array.isArray(on) ? Object.values(on) : [];
  const [first = [], ...rest] = triggers.map((trigger) => trigger?.branches ?? []);
  const byTrigger = rest.length === 0 && first.length === 1 ? first[0] : undefined;
  return before.find((each) => each !== undefined) ?? byTrigger;
}
