import { App, TerraformElement } from 'cdktf';
import type { Construct } from 'constructs';
import { ConfigError } from './config-error';
import { resolved } from './resolved';
import { STACK_TRACES, wantsStackTraces, withoutTokenTraces } from './token-traces';

/**
 * Synthesizes what `build` puts into the app, and prints the warnings that came up. A configuration that cannot be
 * deployed is printed without a stack trace and ends the process with 1: the text says where it is and how to fix it.
 * Tokens keep no stack trace unless the environment has `CDKTF_STACK_TRACES=1`.
 *
 * @throws Error that names the construct whose value cannot be resolved.
 *
 * @example
 * synthesize((app) => new StagingStack(app, config));
 */
export function synthesize(build: (app: Construct) => void): void {
  withoutTokenTraces(() => {
    try {
      const app = new App({ stackTraces: wantsStackTraces() });
      build(app);
      synthOf(app);
      for (const warning of grouped(warningsOf(app))) console.warn(`warning: ${warning}`);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      console.error(error.message);
      process.exitCode = 1;
    }
  });
}

function synthOf(app: App): void {
  try {
    app.synth();
  } catch (error) {
    const path = unresolvable(app);
    if (path === undefined) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${path}: ${reason}\nSet ${STACK_TRACES}=1 to see where its tokens were made.`, { cause: error });
  }
}

/** The first construct with a value that does not resolve. */
function unresolvable(app: App): string | undefined {
  const elements = app.node
    .findAll()
    .filter((each): each is TerraformElement => TerraformElement.isTerraformElement(each));
  return elements.find((element) => {
    try {
      resolved(element, element.toTerraform());
      return false;
    } catch {
      return true;
    }
  })?.node.path;
}

/** What several constructs of a module are warned of, once: `ecs-service "api", "web": the image has the tag latest`. */
function grouped(warnings: readonly string[]): string[] {
  const groups = new Map<string, readonly [module: string, ids: readonly string[], text: string]>();
  for (const warning of new Set(warnings)) {
    const [, module, id, text] = /^([\w-]+) ("[^"]+"): ([^]+)$/.exec(warning) ?? [];
    if (module === undefined || id === undefined || text === undefined) groups.set(warning, ['', [], warning]);
    else {
      const key = JSON.stringify([module, text]);
      groups.set(key, [module, [...(groups.get(key)?.[1] ?? []), id], text]);
    }
  }
  return [...groups.values()].map(([module, ids, text]) => (module ? `${module} ${ids.join(', ')}: ${text}` : text));
}

/** The warnings for what is legal but risky, in the order of the tree. */
export function warningsOf(root: Construct): string[] {
  return root.node
    .findAll()
    .flatMap((construct) => construct.node.metadata)
    .filter(({ type }) => type === '@cdktf/warn')
    .map(({ data }) => String(data));
}
