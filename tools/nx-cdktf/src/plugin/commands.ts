/** A command of an environment: an Nx target that is never cached, since it reads or changes what is outside the workspace. */
export interface Command {
  readonly description: string;
  /** Arguments of Terraform in a workspace without a runner, each entry a run of its own. Without it only a runner has the command. */
  readonly terraform?: readonly string[];
  /** What precedes Terraform: a command that uses the backend needs `init`. */
  readonly after?: 'synth' | 'init';
  /** Whether it reads the synthesized configuration only: it is then the same for every account and has no configurations. */
  readonly offline?: boolean;
  /** Arguments worth knowing, shown by Nx Console. */
  readonly example?: readonly string[];
}

/** Where Terraform keeps what it downloads and writes, ignored by git and Nx's cache; relative to the stack's folder. */
export const WORK = '../../../.tf';

export const COMMANDS: Readonly<Record<string, Command>> = {
  init: {
    description: 'Initializes providers and backend.',
    terraform: ['init -input=false'],
    after: 'synth',
  },
  validate: {
    description: 'Validates the synthesized configuration against the provider schemas.',
    terraform: ['init -backend=false -input=false', 'validate'],
    after: 'synth',
  },
  preflight: {
    description: 'Asks the account what an apply would be refused for: quotas, versions, roles, zone, secrets, images.',
    example: ['--verbose'],
  },
  plan: {
    description: 'Plans and saves the plan; a runner also writes summaries (text, JSON, Markdown, HTML).',
    terraform: [`plan -out=${WORK}/tfplan`],
  },
  deploy: {
    description: 'Plans, shows the plan, asks for approval and applies exactly that plan.',
    terraform: ['apply'],
    example: ['--approve=sha256:…'],
  },
  drift: {
    description: 'Compares real resources with the state; exits with 2 when they differ.',
    terraform: ['plan -refresh-only -detailed-exitcode'],
  },
  destroy: {
    description: 'Destroys the environment after confirmation.',
    terraform: ['destroy'],
    example: ['--yes=staging'],
  },
  output: {
    description: 'Prints the outputs as JSON.',
    terraform: ['output -json'],
  },
  urls: {
    description: 'Prints the URL of each service and dashboard.',
  },
  status: {
    description: 'Says what is missing on the way to a serving platform, with the next command.',
  },
  secrets: {
    description: 'Says which secrets lack a value; `set NAME` writes one from a prompt or standard input.',
    example: ['set', 'clerk'],
  },
  verify: {
    description: 'Checks that the environment serves: rollouts, health, DNS, certificates, alarms, subscriptions.',
    example: ['--timeout=15'],
  },
  'verify-rollout': {
    description: 'Waits until the services are stable; fails when one was rolled back.',
    example: ['--timeout=15'],
  },
  'push-images': {
    description: 'Pushes images that were built, as OCI archives.',
    example: ['--images=core-api=1.4.2', '--from=images'],
  },
  'deploy-images': {
    description: 'Deploys images that were pushed: migrations first, then services; waits for the rollout.',
    example: ['--images=core-api@sha256:…,clinic=1.4.2'],
  },
  rollback: {
    description: 'Lists the images that ran lately, and deploys one of them again.',
    example: ['--service=core-api', '--to=previous'],
  },
  logs: {
    description: 'Prints what services or jobs logged.',
    example: ['--service=core-api', '--since=10m', '--follow'],
  },
  exec: {
    description: 'Opens a shell in a task of a service; says what is missing for it.',
    example: ['--service=core-api'],
  },
  'run-task': {
    description: 'Runs a command once in the image and network of a service, or a job: log and exit code come back.',
    example: ['--service=core-api', '--command=env'],
  },
  'db:tunnel': {
    description: 'Opens a port of this machine that leads to the database.',
    example: ['--port=15432'],
  },
  restore: {
    description:
      'Lists the backups; restores one into a new database, or in the place of one whose name is typed twice.',
    example: ['--backup=latest', '--into=restored'],
  },
  schedules: {
    description: 'Prints the schedules with their next runs.',
    offline: true,
  },
  diagram: {
    description: 'Draws the environment: .tf/diagram.svg and .tf/diagram.md.',
    offline: true,
  },
  unlock: {
    description: 'Releases a state lock that a killed run left behind.',
    terraform: ['force-unlock'],
    example: ['--id=<lock id>'],
  },
  'migrate-state': {
    description: 'Moves the state to the configured backend.',
    terraform: ['init -migrate-state'],
    after: 'synth',
  },
  'split-state': {
    description: "Moves resources between the states of an environment's stacks to where the configuration has them.",
    example: ['--yes=staging'],
  },
  'lock-providers': {
    description: "Writes the providers' checksums for each platform into the lock file that is committed.",
    offline: true,
    example: ['--platform=linux_amd64'],
  },
};
