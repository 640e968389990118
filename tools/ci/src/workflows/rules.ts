import {
  environmentOf,
  parseWorkflow,
  triggersOf,
  type Concurrency,
  type Job,
  type Step,
  type Workflow,
  type WorkflowFile,
} from './workflow';

/** What a rule finds, a sentence each. */
type Rule = (workflow: Workflow, file: WorkflowFile) => string[];

const SAME_REPOSITORY = 'github.event.pull_request.head.repo.full_name == github.repository';
const BASE = '${{ github.event.pull_request.base.sha }}';

/** What neither actionlint nor zizmor knows: how this repository's workflows keep rights, secrets and strangers' code apart. */
export const RULES: Readonly<Record<string, Rule>> = {
  'each job names its rights': (workflow) =>
    jobs(workflow).flatMap(([name, { permissions }]) =>
      typeof permissions === 'object' ? [] : [`job ${name} does not list its permissions.`],
    ),

  'each job ends': (workflow) =>
    jobs(workflow).flatMap(([name, job]) => (job['timeout-minutes'] ? [] : [`job ${name} has no timeout-minutes.`])),

  'logic is in scripts': (workflow) =>
    runsOf(workflow).flatMap((run) => (isCall(run) ? [] : [`run: ${run} is more than the call of a script.`])),

  'a fork gets no right': (workflow) =>
    onPullRequest(workflow).flatMap(([name, job]) =>
      writes(job).length > 0 && !guarded(workflow, job)
        ? [`job ${name} has ${writes(job).join(', ')} in a fork's run.`]
        : [],
    ),

  'a pull request gets no secret': (workflow, { text }) =>
    onPullRequest(workflow).length > 0 && /\bsecrets\s*[.[]/.test(text)
      ? ['a secret is named; use the role of the job.']
      : [],

  'a pull request enters no environment': (workflow) =>
    onPullRequest(workflow).flatMap(([name, job]) =>
      environmentOf(job) ? [`job ${name} is in the environment ${environmentOf(job)}.`] : [],
    ),

  'who may write runs no code of the pull request': (workflow) =>
    onPullRequest(workflow).flatMap(([name, job]) =>
      mayWriteToGitHub(job) && !checksOutBase(job) ? [`job ${name} may write, and checks out more than the base.`] : [],
    ),

  'a deployment is never interrupted': (workflow) =>
    jobs(workflow).flatMap(([name, job]) =>
      environmentOf(job) && !waitsItsTurn(job.concurrency ?? workflow.concurrency)
        ? [`job ${name} deploys without a concurrency group whose cancel-in-progress is false.`]
        : [],
    ),

  'an overtaken plan is cancelled': (workflow) =>
    triggersOf(workflow).includes('pull_request') && !cancels(workflow.concurrency)
      ? ['a pull request has no concurrency group with cancel-in-progress: true.']
      : [],

  'one at a time': (workflow) =>
    jobs(workflow).length > 0 && !workflow.concurrency && !jobs(workflow).some(([, { concurrency }]) => concurrency)
      ? ['there is no concurrency group.']
      : [],
};

/** Every problem of a workflow, with the rule's name. */
export function workflowProblems(file: WorkflowFile): string[] {
  const workflow = parseWorkflow(file);
  return Object.entries(RULES).flatMap(([name, rule]) =>
    rule(workflow, file).map((problem) => `${file.file}: ${name}: ${problem}`),
  );
}

function jobs({ jobs: all = {} }: Workflow): [string, Job][] {
  return Object.entries(all);
}

function onPullRequest(workflow: Workflow): [string, Job][] {
  return triggersOf(workflow).includes('pull_request') ? jobs(workflow) : [];
}

function stepsOf(workflow: Workflow): Step[] {
  return [...jobs(workflow).flatMap(([, { steps = [] }]) => steps), ...(workflow.runs?.steps ?? [])];
}

function runsOf(workflow: Workflow): string[] {
  return stepsOf(workflow).flatMap(({ run }) => (run === undefined ? [] : [run.trim()]));
}

/** One line, one program, no shell's grammar but quoted variables. */
function isCall(run: string): boolean {
  const words = run.replace(/'[^']*'/g, "''").replace(/"[^"`$]*(\$[A-Z_]+[^"`$]*)*"/g, '""');
  return (
    /^(npm (ci|test|run) ?|npx nx |node tools\/ci\/dist\/cli\.js |echo '')/.test(words) && !/[\n;&|<>`$()]/.test(words)
  );
}

function writes({ permissions }: Job): string[] {
  if (typeof permissions !== 'object') return permissions === undefined ? [] : [permissions];
  return Object.entries(permissions).flatMap(([name, right]) => (right === 'write' ? [`${name}: write`] : []));
}

function mayWriteToGitHub(job: Job): boolean {
  return writes(job).some((right) => right !== 'id-token: write');
}

/** Its own condition keeps forks out, or that of a job it needs, without whose success it does not run. */
function guarded(workflow: Workflow, { if: condition = '', needs = [] }: Job): boolean {
  if (condition.includes(SAME_REPOSITORY)) return true;
  const always = /always\(\)|cancelled\(\)|failure\(\)/.test(condition);
  return [needs].flat().some((name) => {
    const needed = workflow.jobs?.[name];
    const waits = !always || condition.includes(`needs.${name}.result == 'success'`);
    return needed !== undefined && waits && guarded(workflow, needed);
  });
}

function checksOutBase({ steps = [] }: Job): boolean {
  return steps
    .filter(({ uses = '' }) => uses.startsWith('actions/checkout@'))
    .every(({ with: inputs }) => inputs?.['ref'] === BASE);
}

function waitsItsTurn(concurrency: Concurrency | undefined): boolean {
  return typeof concurrency === 'object' && concurrency['cancel-in-progress'] === false;
}

function cancels(concurrency: Concurrency | undefined): boolean {
  return typeof concurrency === 'object' && concurrency['cancel-in-progress'] === true;
}
