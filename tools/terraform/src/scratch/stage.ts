import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { resetEmulator, startEmulator, stopEmulator, type Emulator } from '@restartix/emulator';
import { isConfigured, planReport, type PlanJson, type PlanReport, type ResourceBlocks } from '@restartix/plan-report';
import { emulatorOverride } from '../environment/overrides';
import { findTerraform } from '../providers/binary';
import { cliConfigurationFile } from '../providers/cli-configuration';
import { findMirror } from '../providers/mirror';
import { localEnvironment, terraformEnvironment } from '../run/environment-variables';
import { planOfCase, refusalsOf, writeCases, type PlanCase, type StateJson } from './plan-cases';
import { reorderRules, reorderedRules } from '../run/rule-priorities';
import { excludeProvider } from '../without-cloudflare/exclude-provider';

type Json = Readonly<Record<string, unknown>>;

const REGION = 'eu-central-1';

/** An AWS of its own. */
export class Stage {
  private constructor(
    private readonly folder: string,
    private readonly emulator: Emulator,
  ) {}

  /** Starts an emulator beside the one of local deploys. */
  static async open(): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), 'upgrade-'));
    process.env['EMULATOR_HOME'] = join(folder, 'emulator');
    return new Stage(folder, await startEmulator({}));
  }

  /** Where the emulator answers. */
  get url(): string {
    return this.emulator.url;
  }

  async close(): Promise<void> {
    await stopEmulator();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** An account with nothing in it; what an earlier stack had is gone. */
  async stack(): Promise<Stack> {
    await resetEmulator(this.emulator);
    return new Stack(mkdtempSync(join(this.folder, 'stack-')), this.emulator.url);
  }

  /**
   * What Terraform plans for a configuration where another one is applied.
   * @throws Error with Terraform's words when the first cannot be applied or the second cannot be planned.
   */
  async rehearse(before: Json, after: Json): Promise<PlanReport> {
    const stack = await this.stack();
    await stack.apply(before);
    return stack.plan(after);
  }
}

/** A place in which one configuration after the other is applied or planned. Each call throws in Terraform's words. */
export class Stack {
  /** What Terraform was prepared for. */
  private providers: unknown;

  constructor(
    private readonly folder: string,
    private readonly url: string,
  ) {}

  async validate(json: Json): Promise<void> {
    await this.prepare(json);
    await this.terraform(json, ['validate', '-no-color']);
  }

  async apply(json: Json): Promise<void> {
    await this.prepare(json);
    await this.terraform(json, ['apply', '-auto-approve', '-input=false', '-no-color']);
  }

  async destroy(json: Json): Promise<void> {
    await this.prepare(json);
    await this.terraform(json, ['destroy', '-auto-approve', '-input=false', '-no-color']);
  }

  /** Applies with what `deploy` has AWS do before Terraform. */
  async deploy(json: Json): Promise<void> {
    const sdk = { region: REGION, endpoint: this.url, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
    await reorderRules(sdk, reorderedRules(await this.planJson(json)));
    await this.terraform(json, ['apply', '-input=false', '-no-color', 'tfplan']);
  }

  async plan(json: Json): Promise<PlanReport> {
    const resources = (json['resource'] ?? {}) as ResourceBlocks;
    const plan = await this.planJson(json);
    return planReport({ env: 'upgrade', target: 'local', isConfigured: isConfigured(resources) }, plan);
  }

  /** The plan as Terraform tells it. Without a refresh, the state is taken for what AWS has. */
  async planJson(json: Json, { refresh = true } = {}): Promise<PlanJson> {
    await this.prepare(json);
    await this.terraform(json, ['plan', `-refresh=${refresh}`, '-input=false', '-no-color', '-out=tfplan']);
    return JSON.parse(await this.terraform(json, ['show', '-json', 'tfplan'])) as PlanJson;
  }

  /** Reads into the state what AWS made of an apply. */
  async refresh(json: Json): Promise<void> {
    await this.prepare(json);
    await this.terraform(json, ['apply', '-refresh-only', '-auto-approve', '-input=false', '-no-color']);
  }

  /** What Terraform knows of the account. */
  state(): StateJson {
    return JSON.parse(readFileSync(join(this.folder, 'terraform.tfstate'), 'utf8')) as StateJson;
  }

  /**
   * What Terraform plans for each of many configurations, each with a state of its own, in one run: each is a module of one
   * configuration. AWS is not asked: the states must be as refreshed.
   * @returns by name, the plan, or Terraform's words where it refuses one
   */
  async planMany(cases: readonly PlanCase[]): Promise<ReadonlyMap<string, PlanJson | string>> {
    const folder = mkdtempSync(`${this.folder}-many-`);
    const refused = new Map<string, string>();
    for (;;) {
      const left = cases.filter(({ name }) => !refused.has(name));
      if (left.length === 0) return refused;
      const root = writeCases(folder, left);
      const stack = new Stack(folder, this.url);
      try {
        const plan = await stack.planJson(root, { refresh: false });
        return new Map<string, PlanJson | string>([
          ...refused,
          ...left.map(({ name }) => [name, planOfCase(plan, name)] as const),
        ]);
      } catch (error) {
        const found = refusalsOf((error as Error).message, left);
        if (found.size === 0) throw error;
        for (const [name, words] of found) refused.set(name, words);
      }
    }
  }

  /** Another version of a provider is another way to read the state. */
  private async prepare(json: Json): Promise<void> {
    write(this.folder, json);
    const providers = providersOf(json);
    if (isDeepStrictEqual(providers, this.providers)) return;
    await this.terraform(json, ['init', '-upgrade', '-input=false', '-no-color']);
    this.providers = providers;
  }

  private terraform(json: Json, args: readonly string[]): Promise<string> {
    const work = join(this.folder, '.work');
    mkdirSync(work, { recursive: true });
    const { path, product } = findTerraform(join(work, 'terraform-version.json'));
    const mirror = findMirror(Object.values(providersOf(json)), { product });
    const own = terraformEnvironment(join(work, 'data'), cliConfigurationFile(work, { mirror }), product);
    const env = localEnvironment(own, { url: this.url, region: REGION });
    return new Promise((resolve, reject) => {
      execFile(path, [`-chdir=${this.folder}`, ...args], { env, maxBuffer: 2 ** 28 }, (error, stdout, stderr) =>
        error ? reject(new Error(reasonOf(`${stdout}${stderr}`))) : resolve(stdout),
      );
    });
  }
}

function providersOf(json: Json): Record<string, { readonly source: string }> {
  const terraform = json['terraform'] as { required_providers?: Record<string, { source: string }> } | undefined;
  return terraform?.required_providers ?? {};
}

/** The configuration with its state in a file beside it. */
function write(stack: string, json: Json): void {
  const terraform = { ...(json['terraform'] as Json | undefined), backend: undefined };
  writeFileSync(join(stack, 'main.tf.json'), JSON.stringify({ ...json, terraform }));
  const { aws = [] } = (json['provider'] ?? {}) as { aws?: Json[] };
  writeFileSync(join(stack, 'emulator_override.tf.json'), JSON.stringify(emulatorOverride(aws)));
}

/** Terraform's error, without its frame. */
function reasonOf(output: string): string {
  const [, error = output] = /^(?:│ )?Error: ([^]*)/m.exec(output) ?? [];
  return error.replace(/^[│╷╵] ?/gm, '').trim();
}

/** What an account of the emulator applies without Cloudflare's provider. */
export function withoutCloudflare(json: Json): Json {
  return providersOf(json)['cloudflare'] ? (excludeProvider(json, 'cloudflare').configuration as Json) : json;
}
