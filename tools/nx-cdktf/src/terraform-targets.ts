import type { TargetConfiguration } from '@nx/devkit';
import { describeTarget } from './target-metadata';

interface TerraformCommand {
  readonly name: string;
  readonly description: string;
  /** What Terraform is given, each as a run of its own. */
  readonly runs: readonly string[];
  /** Whether it needs the backend, which `init` prepares. */
  readonly afterInit: boolean;
}

/** Where Terraform keeps what it downloads and writes, out of git and of Nx's cache; seen from the stack's folder. */
const WORK = '../../../.tf';

/** The commands of an environment without a runner: what a person would type in the stack's folder. */
export const TERRAFORM_COMMANDS: readonly TerraformCommand[] = [
  {
    name: 'init',
    description: 'Prepares the working folder: provider, backend.',
    runs: ['init -input=false'],
    afterInit: false,
  },
  {
    name: 'validate',
    description: 'Checks the synthesized configuration against the provider.',
    runs: ['init -backend=false -input=false', 'validate'],
    afterInit: false,
  },
  { name: 'plan', description: 'Plans to .tf/tfplan.', runs: [`plan -out=${WORK}/tfplan`], afterInit: true },
  { name: 'deploy', description: 'Plans, shows, asks and applies.', runs: ['apply'], afterInit: true },
  {
    name: 'drift',
    description: 'Compares reality with the state; exit 2 when they differ.',
    runs: ['plan -refresh-only -detailed-exitcode'],
    afterInit: true,
  },
  { name: 'destroy', description: 'Shows what there is, asks and destroys it.', runs: ['destroy'], afterInit: true },
  { name: 'output', description: 'Prints the outputs as JSON.', runs: ['output -json'], afterInit: true },
  {
    name: 'unlock',
    description: 'Releases a state lock: give its id.',
    runs: ['force-unlock'],
    afterInit: true,
  },
  {
    name: 'migrate-state',
    description: 'Moves the state to where the configuration says.',
    runs: ['init -migrate-state'],
    afterInit: false,
  },
];

interface TerraformContext {
  readonly env: string;
  /** The program, e.g. `terraform` or `tofu`. */
  readonly terraform: string;
}

export function terraformTargets({ env, terraform }: TerraformContext): Record<string, TargetConfiguration> {
  const run = (args: string): string => `${terraform} -chdir=cdktf.out/stacks/${env} ${args}`;
  const target = ({ name, description, runs, afterInit }: TerraformCommand): TargetConfiguration => ({
    executor: 'nx:run-commands',
    options: {
      command: runs.map(run).join(' && '),
      cwd: '{projectRoot}',
      // A validation has a folder of its own: it knows no backend.
      env: { TF_DATA_DIR: `${WORK}/${name === 'validate' ? 'validate' : 'data'}` },
    },
    dependsOn: [afterInit ? 'init' : 'synth'],
    cache: false,
    metadata: describeTarget(description, name),
  });
  return Object.fromEntries(TERRAFORM_COMMANDS.map((command) => [command.name, target(command)]));
}

/** `TERRAFORM_BINARY_NAME` where the shell can say it, as CDKTF's own tools read it. */
export function terraformProgram(platform: string = process.platform): string {
  return platform === 'win32' ? 'terraform' : '${TERRAFORM_BINARY_NAME:-terraform}';
}
