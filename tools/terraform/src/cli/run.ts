import {
  act,
  command,
  program,
  runCommandLine,
  understand,
  type CommandUnknownOpts,
  type Option,
} from '@restartix/kit';
import { operations } from '@restartix/operations';
import { deploy } from './commands/deploy';
import { destroy } from './commands/destroy';
import { diagram } from './commands/diagram';
import { drift } from './commands/drift';
import { init } from './commands/init';
import { lockProviders } from './commands/lock-providers';
import { migrateState } from './commands/migrate-state';
import { output } from './commands/output';
import { plan } from './commands/plan';
import { preflight } from './commands/preflight';
import { splitState } from './commands/split-state';
import { schedules } from './commands/schedules';
import { unlock } from './commands/unlock';
import { urls } from './commands/urls';
import { validate } from './commands/validate';
import { verifyRollout } from './commands/verify-rollout';
import { FLAGS, type Given } from './flags';
import { optionsOf, type Options } from './options';
import { overStacks } from './over-stacks';
import { requireProductionFlag } from './production';

interface Definition {
  readonly summary: string;
  readonly run: (options: Options) => Promise<number>;
  readonly flags: readonly Option[];
}

const { local, stack, oneStack, lockTimeout, withoutSecrets, production, yes, verbose, json } = FLAGS;
const approvals = [production, FLAGS.allowDataLoss, FLAGS.allowOutage];

/** Their descriptions are those of the Nx targets. */
const COMMANDS: Readonly<Record<string, Definition>> = {
  init: { summary: 'Initializes providers and backend.', run: init, flags: [stack, local] },
  validate: {
    summary: 'Validates the synthesized configuration against the provider schemas.',
    run: validate,
    flags: [stack, local],
  },
  preflight: {
    summary: 'Asks the account what an apply would be refused for: quotas, versions, roles, zone, secrets, images.',
    run: preflight,
    flags: [verbose, json, stack, local],
  },
  plan: {
    summary: 'Plans, and writes apps/<env>/.tf/plan-summary.json, plan.md and plan.html.',
    run: plan,
    flags: [...approvals, withoutSecrets, lockTimeout, stack, local],
  },
  deploy: {
    summary: 'Plans, shows the plan, asks for approval and applies exactly that plan.',
    run: deploy,
    flags: [FLAGS.approve, ...approvals, lockTimeout, stack, local],
  },
  drift: {
    summary: 'Compares real resources with the state; exits with 2 when they differ.',
    run: drift,
    flags: [withoutSecrets, lockTimeout, stack, local],
  },
  destroy: {
    summary: 'Destroys the environment after confirmation.',
    run: destroy,
    flags: [yes, production, lockTimeout, stack, local],
  },
  output: { summary: 'Prints the outputs as JSON.', run: output, flags: [oneStack, local] },
  urls: { summary: 'Prints the URL of each service and dashboard.', run: urls, flags: [oneStack, local] },
  'verify-rollout': {
    summary: 'Waits until the services are stable; fails when one was rolled back.',
    run: verifyRollout,
    flags: [FLAGS.timeout, oneStack, local],
  },
  schedules: { summary: 'Prints the schedules with their next runs.', run: schedules, flags: [oneStack] },
  diagram: { summary: 'Draws the environment: .tf/diagram.svg and .tf/diagram.md.', run: diagram, flags: [oneStack] },
  unlock: {
    summary: 'Releases a state lock that a killed run left behind.',
    run: unlock,
    flags: [FLAGS.id, oneStack, local],
  },
  'migrate-state': {
    summary: 'Moves the state to the configured backend.',
    run: migrateState,
    flags: [oneStack, local],
  },
  'split-state': {
    summary: "Moves resources between the states of an environment's stacks to where the configuration has them.",
    run: splitState,
    flags: [yes, production, oneStack, local],
  },
  'lock-providers': {
    summary: "Writes the providers' checksums for each platform into the lock file that is committed.",
    run: lockProviders,
    flags: [FLAGS.platform],
  },
};

/** All commands: Terraform's, and those of day two without it. */
export function terraformProgram(): CommandUnknownOpts {
  const own = Object.entries(COMMANDS).map(([name, { summary, run, flags }]) => {
    const line = command(name, summary).argument('<env>', 'the environment, e.g. staging');
    for (const flag of flags) line.addOption(flag);
    // The flags of the table are those of Given.
    const asked = (given: object, env: string): Options => optionsOf(name, env, given as Given);
    line.hook('preAction', () => requireProductionFlag(asked(line.opts(), ...line.processedArgs)));
    return act(line, (...given) => overStacks(run, asked(...given)));
  });
  return program('node tools/terraform/dist/cli.js', 'Runs Terraform for an environment.', [...own, ...operations()]);
}

/** Runs a command line and returns its exit code. */
export function run(args: readonly string[]): Promise<number> {
  return runCommandLine(terraformProgram(), args);
}

/**
 * Reads a command line as `run` does, and runs nothing: for the check of what the documentation says.
 * @throws ToolError for what `run` would refuse before it looks at the environment
 */
export function checkCommandLine(args: readonly string[]): void {
  understand(terraformProgram(), args);
}
