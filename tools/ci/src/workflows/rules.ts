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

  // What a pull request may change runs there, the workflow's file included.
  'a pull request holds no right': (workflow) =>
    onPullRequest(workflow).flatMap(([name, { permissions = {} }]) =>
      Object.entries(typeof permissions === 'string' ? { permissions } : permissions).flatMap(([right, access]) =>
        right === 'contents' && access === 'read' ? [] : [`job ${name} has ${right}: ${access}.`],
      ),
    ),

  // Without the event, a merge queue waits for a check that never comes:
  // https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue
  'a merge queue gets the checks of a pull request': (workflow) =>
    triggersOf(workflow).includes('pull_request') && !triggersOf(workflow).includes('merge_group')
      ? ['it runs on pull_request and not on merge_group.']
      : [],

  'a pull request gets no secret': (workflow, { text }) =>
    onPullRequest(workflow).length > 0 && /\bsecrets\s*[.[]/.test(text)
      ? ['a secret is named; use the role of the job.']
      : [],

  'a pull request enters no environment': (workflow) =>
    onPullRequest(workflow).flatMap(([name, job]) =>
      environmentOf(job) ? [`job ${name} is in the environment ${environmentOf(job)}.`] : [],
    ),

  // https://docs.github.com/en/actions/reference/security/securely-using-pull_request_target
  'rights run the code of the default branch': (workflow) => [
    ...(triggersOf(workflow).includes('pull_request_target')
      ? ['use workflow_run instead of pull_request_target.']
      : []),
    ...(triggersOf(workflow).includes('workflow_run') ? jobs(workflow) : []).flatMap(([name, { steps = [] }]) =>
      steps.flatMap((step) => foreignCode(step).map((problem) => `job ${name} ${problem}`)),
    ),
  ],

  // Whoever calls it, from another repository or from a pull request there.
  'a reusable workflow runs its own code': (workflow) =>
    (triggersOf(workflow).includes('workflow_call') ? jobs(workflow) : []).flatMap(([name, { steps = [] }]) =>
      steps.flatMap((step) => callersCode(step).map((problem) => `job ${name} ${problem}`)),
    ),

  'a deployment is never interrupted': (workflow) =>
    jobs(workflow).flatMap(([name, job]) =>
      environmentOf(job) && !waitsItsTurn(job.concurrency ?? workflow.concurrency)
        ? [`job ${name} deploys without a concurrency group whose cancel-in-progress is false.`]
        : [],
    ),

  'who may publish installs nothing': (workflow) =>
    jobs(workflow).flatMap(([name, job]) =>
      environmentOf(job) === 'npm-publish'
        ? (job.steps ?? []).flatMap(({ uses = '', run = '' }) =>
            uses.startsWith('./') || !/^(node \S+\.mjs)?$/.test(run.trim())
              ? [`job ${name} runs ${uses || run}: only node and one file without dependencies.`]
              : [],
          )
        : [],
    ),

  'an overtaken plan is cancelled': (workflow) =>
    triggersOf(workflow).some((trigger) => PLANS.includes(trigger)) && !cancels(workflow.concurrency)
      ? ['a pull request has no concurrency group with cancel-in-progress: true.']
      : [],

  'an approval is given with the request at hand': (workflow) =>
    jobs(workflow).flatMap(([name, job]) =>
      callsOf(job, 'deploy-approved').length > 0 && !needed(workflow, job).some(showsRequest)
        ? [`job ${name} deploys without a job before it, in no environment, that runs show-request.`]
        : [],
    ),

  // GitHub interrupts the step's shell alone: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation
  'a signal reaches who holds a lock': (workflow) =>
    jobs(workflow).flatMap(([name, job]) =>
      withCredentials(job)
        .filter((run) => !/^exec node /.test(run) || /\b(npx|npm|nx) /.test(run))
        .map((run) => `job ${name}: run: ${run} does not start with exec node, or starts npx, npm or nx.`),
    ),

  'one at a time': (workflow) =>
    jobs(workflow).length > 0 && !workflow.concurrency && !jobs(workflow).some(([, { concurrency }]) => concurrency)
      ? ['there is no concurrency group.']
      : [],
};

const PLANS: readonly string[] = ['pull_request', 'workflow_run'];
/** Where what another run uploaded may be put: no tool reads these by itself. */
const DATA: readonly unknown[] = ['synthesis', 'plans', 'reviewed', 'results', 'images'];

/** https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#job-context */
const OWN = { repository: '${{ job.workflow_repository }}', ref: '${{ job.workflow_sha }}' };

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
  const triggers = triggersOf(workflow);
  return triggers.includes('pull_request') || triggers.includes('merge_group') ? jobs(workflow) : [];
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
    /^(exec )?(npm (ci|test|run) ?|npx nx |node tools\/(ci|operations)\/dist\/cli\.js |node tools\/[\w/-]+\.mjs$|echo '')/.test(
      words,
    ) && !/[\n;&|<>`$()]/.test(words)
  );
}

/** A checkout of the caller, which is the default, or what its run uploaded among the tools. */
function callersCode({ uses = '', with: inputs = {} }: Step): string[] {
  if (!uses.startsWith('actions/checkout@'))
    return uses.startsWith('actions/download-artifact@') ? download(inputs) : [];
  return Object.entries(OWN).flatMap(([input, own]) =>
    inputs[input] === own ? [] : [`checks out without ${input}: ${own}.`],
  );
}

/** Another checkout than that of the run itself, or a download that lands among the tools. */
function foreignCode({ uses = '', with: inputs = {} }: Step): string[] {
  const [action] = uses.split('@');
  if (action === 'actions/checkout') {
    return ['ref', 'repository'].flatMap((input) => (input in inputs ? [`checks out another ${input}.`] : []));
  }
  return action === 'actions/download-artifact' ? download(inputs) : [];
}

function download({ path }: NonNullable<Step['with']>): string[] {
  return DATA.includes(path) ? [] : [`downloads into ${String(path)} (allowed: ${DATA.join(', ')}).`];
}

function callsOf({ steps = [] }: Job, command: string): string[] {
  return steps.flatMap(({ run = '' }) => (run.includes(` ${command} `) ? [run] : []));
}

function needed(workflow: Workflow, { needs = [] }: Job): Job[] {
  return [needs].flat().flatMap((name) => workflow.jobs?.[name] ?? []);
}

function showsRequest(job: Job): boolean {
  return environmentOf(job) === undefined && callsOf(job, 'show-request').length > 0;
}

/** What runs once the job has taken on its role. */
function withCredentials({ steps = [] }: Job): string[] {
  const from = steps.findIndex(({ uses = '' }) => uses.startsWith('aws-actions/configure-aws-credentials@'));
  return from < 0 ? [] : steps.slice(from).flatMap(({ run }) => (run === undefined ? [] : [run.trim()]));
}

function waitsItsTurn(concurrency: Concurrency | undefined): boolean {
  return typeof concurrency === 'object' && concurrency['cancel-in-progress'] === false;
}

function cancels(concurrency: Concurrency | undefined): boolean {
  return typeof concurrency === 'object' && concurrency['cancel-in-progress'] === true;
}
