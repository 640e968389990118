import { App } from 'cdktf';
import type { Construct } from 'constructs';
import { ConfigError } from './config-error';

/**
 * Synthesizes what `build` puts into the app, and prints the warnings that came up. A configuration that cannot be
 * deployed is printed without a stack trace and ends the process with 1: the text says where it is and how to fix it.
 *
 * @example
 * synthesize((app) => new StagingStack(app, config));
 */
export function synthesize(build: (app: Construct) => void): void {
  try {
    const app = new App({ stackTraces: false });
    build(app);
    app.synth();
    for (const warning of warningsOf(app)) console.warn(`warning: ${warning}`);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** The warnings for what is legal but risky, in the order of the tree. */
export function warningsOf(root: Construct): string[] {
  return root.node
    .findAll()
    .flatMap((construct) => construct.node.metadata)
    .filter(({ type }) => type === '@cdktf/warn')
    .map(({ data }) => String(data));
}
