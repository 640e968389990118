import { ToolError } from '@restartix/kit';
import { isOperation, operate, operationsUsage } from '@restartix/operations';
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
import { parseOptions, type Options } from './options';
import { overStacks } from './over-stacks';

export const COMMANDS: Readonly<Record<string, (options: Options) => Promise<number>>> = {
  init,
  validate,
  preflight,
  plan,
  deploy,
  drift,
  schedules,
  diagram,
  destroy,
  output,
  unlock,
  urls,
  'verify-rollout': verifyRollout,
  'migrate-state': migrateState,
  'split-state': splitState,
  'lock-providers': lockProviders,
};

export const USAGE = `Usage: <command> <env> [--local] [flags]

  init            prepares provider and backend
  validate        checks the configuration against the provider
  preflight       asks the account what an apply would be refused for    --verbose  --json
  plan            plans, writes apps/<env>/.tf/plan-summary.json, plan.md and plan.html
  deploy          plans, shows, asks, applies    --approve=<digest>  --production
                  --allow-data-loss=<addresses>  --allow-outage=<addresses>
  drift           compares reality with the state; exit 2 when they differ
  destroy         destroys                       --yes=<env>  --production
  output          prints the outputs as JSON
  urls            prints the address of each service and dashboard
  verify-rollout  waits for the services to be stable; fails on a roll back    --timeout=<minutes>
  schedules       prints the schedules and their next runs
  diagram         draws the environment: apps/<env>/.tf/diagram.svg and diagram.md
  unlock          releases a dead run's lock     --id=<lock id>
  migrate-state   moves local state into the bucket
  split-state     moves resources between the states of an environment's stacks    --yes=<env>  --production
  lock-providers  writes the providers' checksums that cloud runs install by    --platform=<os>_<arch>

Day two, without Terraform:
${operationsUsage()}

  --stack=<id>    one stack of an environment that has several; else init, validate, preflight, plan, deploy and drift go over all
                  of them in their order, destroy backwards, and the rest is about the one with the environment's name
  --local         on the emulator of this machine: no account, no questions
  --lock-timeout=<minutes>  plan, deploy, drift, destroy: how long to wait for a locked state (10); 0 refuses at once
  --without-secrets  plan, drift: reads no value of a secret, takes no lock, keeps no plan`;

/** Runs a command line and returns its exit code. */
export async function run(args: readonly string[]): Promise<number> {
  if (isOperation(args[0])) return operate(args);
  const options = parseOptions(args);
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  const command = COMMANDS[options.command];
  if (!command) throw new ToolError(`Unknown command "${options.command}".`, USAGE);
  if (!options.env) throw new ToolError('No environment given.', USAGE);
  return overStacks(command, options);
}
