import { Synthesized } from '@restartix/testing';
import type { Environment } from '../environments';

/** A container of a synthesized task definition, as far as the contract says it. */
export interface Container {
  readonly name: string;
  readonly user?: string;
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly readonlyRootFilesystem: boolean;
  readonly mountPoints: readonly { readonly containerPath: string }[];
  readonly portMappings: readonly { readonly containerPort: number }[];
  readonly stopTimeout: number;
  readonly command?: readonly string[];
}

/** Every container of an environment, by its name. */
export function containersOf({ synthesized }: Environment): ReadonlyMap<string, Container> {
  const all = Object.values(synthesized.resources('aws_ecs_task_definition')).flatMap(
    (definition) => Synthesized.parse(definition['container_definitions']) as unknown as Partial<Container>[],
  );
  return new Map(all.map((container) => [container.name!, { ...NOTHING, ...container } as Container]));
}

const NOTHING = { environment: [], secrets: [], mountPoints: [], portMappings: [], readonlyRootFilesystem: false };

/** `restartix/staging/clerk` and the key that a variable is filled with. */
export function secretOf(
  environment: Environment,
  valueFrom: string,
): { readonly secret: string; readonly key: string } {
  const [, arn = '', key = ''] = /^(\$\{.+?\}):(\w*)::$/.exec(valueFrom) ?? [];
  return { secret: secretName(environment, arn || valueFrom), key };
}

/** The name of the secret that an ARN refers to; another text, a pattern say, as it is. */
export function secretName({ synthesized }: Environment, arn: string): string {
  const [, resource] = /^\$\{aws_secretsmanager_secret\.([\w-]+)\.(?:arn|id)\}$/.exec(arn) ?? [];
  return resource ? String(synthesized.resource('aws_secretsmanager_secret', resource)['name']) : arn;
}

/** A value with the names of the resources that it refers to, where the configuration says them. */
export function shownValue({ synthesized }: Environment, value: string): string {
  return value.replace(
    /\$\{(\w+)\.([\w-]+)\.(\w+)\}/g,
    (reference: string, type: string, name: string, argument: string) => {
      const found = synthesized.resources(type)[name]?.[argument];
      return typeof found === 'string' ? found : reference;
    },
  );
}
