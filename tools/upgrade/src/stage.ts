import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { startEmulator, stopEmulator, type Emulator } from '@restartix/emulator';
import {
  cliConfigurationFile,
  emulatorOverride,
  findMirror,
  findTerraform,
  isConfigured,
  localEnvironment,
  planReport,
  terraformEnvironment,
  type PlanJson,
  type PlanReport,
  type ResourceBlocks,
} from '@restartix/terraform';
import type { Json } from './synthesize-examples';

const REGION = 'eu-central-1';

interface Finished {
  readonly code: number;
  readonly output: string;
}

/** An AWS of its own, on which one configuration is applied and the next is planned. */
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

  async close(): Promise<void> {
    await stopEmulator();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /**
   * What Terraform plans for a configuration where another one is applied.
   * @throws Error with Terraform's words when the first cannot be applied or the second cannot be planned.
   */
  async rehearse(before: Json, after: Json): Promise<PlanReport> {
    await fetch(`${this.emulator.url}/moto-api/reset`, { method: 'POST' });
    const stack = mkdtempSync(join(this.folder, 'stack-'));
    const terraform = this.terraformIn(stack, before);
    write(stack, before);
    await must(terraform(['init', '-input=false', '-no-color']));
    await must(terraform(['apply', '-auto-approve', '-input=false', '-no-color']));
    write(stack, after);
    // Another version of a provider is another way to read the state.
    if (!isDeepStrictEqual(providersOf(before), providersOf(after)))
      await must(terraform(['init', '-upgrade', '-input=false', '-no-color']));
    await must(terraform(['plan', '-input=false', '-no-color', '-out=tfplan']));
    const { output } = await must(terraform(['show', '-json', 'tfplan']));
    const resources = (after['resource'] ?? {}) as ResourceBlocks;
    return planReport(
      { env: 'upgrade', target: 'local', isConfigured: isConfigured(resources) },
      JSON.parse(output) as PlanJson,
    );
  }

  private terraformIn(stack: string, json: Json): (args: readonly string[]) => Promise<Finished> {
    const work = join(stack, '.work');
    mkdirSync(work);
    const { path, product } = findTerraform(join(work, 'terraform-version.json'));
    const mirror = findMirror(Object.values(providersOf(json)), { product });
    const own = terraformEnvironment(join(work, 'data'), cliConfigurationFile(work, { mirror }), product);
    const env = localEnvironment(own, this.emulator.url, REGION);
    return (args) =>
      new Promise((resolve) => {
        execFile(path, [`-chdir=${stack}`, ...args], { env, maxBuffer: 2 ** 28 }, (error, stdout, stderr) =>
          resolve({ code: error ? 1 : 0, output: error ? `${stdout}${stderr}` : stdout }),
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

async function must(run: Promise<Finished>): Promise<Finished> {
  const finished = await run;
  if (finished.code === 0) return finished;
  const [, error = finished.output] = /^(?:│ )?Error: ([^]*)/m.exec(finished.output) ?? [];
  throw new Error(error.replace(/^[│╷╵] ?/gm, '').trim());
}
