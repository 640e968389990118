import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { join } from 'node:path';
import { nxCommand, ToolError } from '@restartix/kit';
import { LOCAL_SECRET_KEY, localAccessKey, startEmulator, type Emulator } from '@restartix/emulator';
import type { Target } from '@restartix/plan-report';
import { cliConfigurationFile } from '../providers/cli-configuration';
import { readConfiguration, type Configuration } from '../environment/configuration';
import { scopeOf } from '../without-cloudflare/scope';
import type { StandIn } from '../without-cloudflare/stand-ins';
import { watchEmulator } from './emulator-watch';
import {
  emulatorOverride,
  EMULATOR_OVERRIDE,
  placeOverride,
  REMOTE_STATE_OVERRIDE,
  remoteStateOverride,
} from '../environment/overrides';
import { runTerraform, type TerraformResult } from './process';
import { findMirror, type Mirror } from '../providers/mirror';
import { newLog } from './log';
import { say } from '../cli/say';
import { findTerraform, type TerraformBinary } from '../providers/binary';
import { localEnvironment, terraformEnvironment } from './environment-variables';
import { envPaths, type EnvPaths } from '../environment/paths';

export interface RunOptions {
  readonly onLine?: (line: string) => void;
  /** Keeps standard output out of the log. */
  readonly secret?: boolean;
  /** Another TF_DATA_DIR than the environment's own. */
  readonly data?: string;
}

export interface SdkConfiguration {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export interface SessionOptions {
  readonly env: string;
  /** One of its stacks. @default - the one with the environment's name */
  readonly stack?: string;
  readonly target: Target;
  /** The command that this is for; the emulator's log has it. */
  readonly command: string;
  /** The workspace. */
  readonly root: string;
  /** False for what needs no cloud of either kind. @default - true for a local run */
  readonly withEmulator?: boolean;
}

/** Terraform, ready to run for one environment and one target. */
export class Session {
  private constructor(
    readonly target: Target,
    readonly paths: EnvPaths,
    readonly configuration: Configuration,
    readonly terraform: TerraformBinary,
    readonly mirror: Mirror | undefined,
    readonly emulator: Emulator | undefined,
    /** Addresses that this run skips because their provider is not available. */
    readonly skipped: readonly string[],
    /** Addresses that a `moved` block turns into one of those. */
    readonly movedFrom: readonly string[],
    /** Skipped parts whose arguments this run evaluates. */
    readonly standIns: readonly StandIn[],
    private readonly environment: NodeJS.ProcessEnv,
    private readonly accessKey: string,
  ) {}

  /**
   * Finds Terraform and the providers, and for a local run starts the emulator.
   */
  static async open({
    env,
    stack,
    target,
    command,
    root,
    withEmulator = target === 'local',
  }: SessionOptions): Promise<Session> {
    const synthesized = envPaths(root, env, target, stack);
    const whole = readConfiguration(synthesized);
    const terraform = findTerraform(join(synthesized.work, 'terraform-version.json'));
    const mirror = findMirror(Object.values(whole.requiredProviders), { product: terraform.product });
    const scope = await scopeOf({ paths: synthesized, configuration: whole, target, terraform, mirror });
    const { paths, configuration, cloudflareMirror, skipped, movedFrom, standIns } = scope;
    const emulator = withEmulator ? await startEmulator({ onProgress: say }) : undefined;
    placeOverride(paths.stack, EMULATOR_OVERRIDE, emulator && emulatorOverride(configuration.awsProviders));
    const { remoteStates } = configuration;
    placeOverride(paths.stack, REMOTE_STATE_OVERRIDE, emulator && remoteStateOverride(remoteStates, emulator.url));
    const environment = terraformEnvironment(
      paths.data,
      cliConfigurationFile(paths.work, { mirror, cloudflareMirror }),
      terraform.product,
    );
    const accessKey = localAccessKey(env, command);
    const { region } = configuration.backend;
    return new Session(
      target,
      paths,
      configuration,
      terraform,
      mirror,
      emulator,
      skipped,
      movedFrom,
      standIns,
      emulator ? localEnvironment(environment, { url: emulator.url, region, accessKey }) : environment,
      accessKey,
    );
  }

  /** The same in other folders, with more in the environment of Terraform. */
  elsewhere({ stack, data }: Pick<EnvPaths, 'stack' | 'data'>, variables: NodeJS.ProcessEnv): Session {
    return new Session(
      this.target,
      { ...this.paths, stack, data },
      this.configuration,
      this.terraform,
      this.mirror,
      this.emulator,
      this.skipped,
      this.movedFrom,
      this.standIns,
      { ...this.environment, TF_DATA_DIR: data, ...variables },
      this.accessKey,
    );
  }

  /**
   * `npx nx run staging:plan:local`: how a person runs another command on the same environment and target.
   * @param words - its flags, as a shell takes them
   */
  nx(command: string, words = ''): string {
    const { env, name } = this.paths;
    const flags = [name === env ? '' : `--stack=${name}`, words].filter((each) => each !== '').join(' ');
    // Nx hands flags on through a shell of its own, and its plugin refuses what that would expand.
    if (/[$`\\\n]/.test(flags))
      return `node tools/terraform/dist/cli.js ${command} ${env}${this.target === 'local' ? ' --local' : ''} ${flags}`;
    return `${nxCommand(env, command, this.target)}${flags && ` ${flags}`}`;
  }

  /** What a client of the AWS SDK takes to talk to the same AWS as Terraform does. */
  get sdk(): SdkConfiguration {
    const { emulator, configuration } = this;
    const region = configuration.awsProviders.find(({ alias }) => !alias)?.region ?? configuration.backend.region;
    const credentials = { accessKeyId: this.accessKey, secretAccessKey: LOCAL_SECRET_KEY };
    return emulator ? { region, endpoint: emulator.url, credentials } : { region };
  }

  /**
   * Runs Terraform in the stack's folder.
   * @throws ToolError when a person interrupts it, or when the emulator goes away under it.
   */
  async run(args: readonly string[], { onLine, secret, data }: RunOptions = {}): Promise<TerraformResult> {
    const { emulator } = this;
    let watch: ReturnType<typeof watchEmulator> | undefined;
    const result = await runTerraform({
      binary: this.terraform.path,
      args: [`-chdir=${this.paths.stack}`, ...args],
      environment: data ? { ...this.environment, TF_DATA_DIR: data } : this.environment,
      log: newLog(this.paths.logs, this.target, args, this.terraform.product),
      product: this.terraform.product,
      onLine,
      secret,
      say,
      watch: emulator && ((stop) => (watch = watchEmulator(emulator, stop))),
    });
    if (watch?.gone && result.code !== 0) throw this.emulatorGone(result.log);
    return result;
  }

  /** Terraform with the same environment and nothing around it: what a benchmark compares with. */
  raw(args: readonly string[]): SpawnSyncReturns<string> {
    return spawnSync(this.terraform.path, [`-chdir=${this.paths.stack}`, ...args], {
      env: this.environment,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
  }

  private emulatorGone(log: string): ToolError {
    const { paths, emulator, terraform } = this;
    return new ToolError(
      `The emulator at ${emulator?.url} stopped responding while ${terraform.product} worked on ${paths.name}. Its resources and state are gone.`,
      `Check ${emulator?.logFile} for the reason, then start from an empty emulator: npx nx run emulator:start && npx nx run ${paths.env}:deploy:local\nFull log: ${log}`,
    );
  }
}
