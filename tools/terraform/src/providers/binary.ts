import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { ToolError } from '@restartix/kit';
import type { Product } from '@restartix/plan-report';
import { PRODUCTS } from './product';
import { compareVersions } from './version';

/** The program that plans and applies. */
export interface TerraformBinary {
  readonly path: string;
  readonly version: string;
  /** What messages call it. */
  readonly product: Product;
}

/**
 * Finds `TERRAFORM_BINARY_NAME`, else `terraform`, else `tofu` on PATH, and checks its version.
 * The version is remembered by the file's path and time of change, for asking costs a process.
 * @throws ToolError when there is none, it does not run, or it is too old.
 */
export function findTerraform(memory: string, environment: NodeJS.ProcessEnv = process.env): TerraformBinary {
  const wanted = environment['TERRAFORM_BINARY_NAME'];
  const path = (wanted ? [wanted] : Object.values(PRODUCTS).map(({ program }) => program))
    .map((name) => onPath(name, environment))
    .find((found) => found !== undefined);
  if (!path) {
    throw new ToolError(
      wanted
        ? `TERRAFORM_BINARY_NAME names "${wanted}", which is not a program on PATH.`
        : 'Terraform is not installed: neither terraform nor tofu is on PATH.',
      `Install ${installable('Terraform')} or ${installable('OpenTofu')}, or name the program in TERRAFORM_BINARY_NAME.`,
    );
  }
  const binary = recall(memory, path) ?? remember(memory, askVersion(path, environment));
  if (compareVersions(binary.version, PRODUCTS[binary.product].minimum) < 0) {
    throw new ToolError(
      `${binary.product} ${binary.version} (${path}) is too old: write-only arguments need ${PRODUCTS[binary.product].minimum}.`,
      `Install ${installable(binary.product)}, or name another program in TERRAFORM_BINARY_NAME.`,
    );
  }
  return binary;
}

function installable(product: Product): string {
  const { minimum, install } = PRODUCTS[product];
  return `${product} ${minimum} or later (${install})`;
}

function onPath(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  if (isAbsolute(name) || name.includes('/')) return isProgram(resolve(name)) ? resolve(name) : undefined;
  return (environment['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function askVersion(path: string, environment: NodeJS.ProcessEnv): TerraformBinary {
  const { stdout, stderr, error, status } = spawnSync(path, ['version'], {
    encoding: 'utf8',
    env: { ...environment, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: undefined, TF_CLI_ARGS: undefined },
    timeout: 30_000,
  });
  const [, product, version] = /(Terraform|OpenTofu) v(\d+\.\d+\.\d+\S*)/.exec(stdout ?? '') ?? [];
  if (!version) {
    const answer = [error?.message ?? `exit ${status}`, `${stderr ?? ''}${stdout ?? ''}`.trim().slice(0, 200)];
    throw new ToolError(
      `${path} does not report its version (${answer.filter(Boolean).join(': ')}).`,
      'Reinstall it, or name another program in TERRAFORM_BINARY_NAME.',
    );
  }
  return { path, version, product: product as Product };
}

interface Memory extends TerraformBinary {
  readonly changed: number;
}

function recall(memory: string, path: string): TerraformBinary | undefined {
  try {
    const { changed, ...binary } = JSON.parse(readFileSync(memory, 'utf8')) as Memory;
    return binary.path === path && changed === statSync(path).mtimeMs ? binary : undefined;
  } catch {
    // Nothing remembered yet, or not by this version of the tool.
    return undefined;
  }
}

function remember(memory: string, binary: TerraformBinary): TerraformBinary {
  writeFileSync(memory, JSON.stringify({ ...binary, changed: statSync(binary.path).mtimeMs } satisfies Memory));
  return binary;
}
