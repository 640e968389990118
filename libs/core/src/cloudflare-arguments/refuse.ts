import { ConfigError } from '../config-error';
import { refusedArguments } from './refused-arguments';

interface Configuration {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

/**
 * Refuses what the Cloudflare provider would refuse in its plan, where there may be no provider to ask.
 *
 * @throws ConfigError that names each argument.
 */
export function refuseCloudflareArguments(stack: string, { resource = {} }: Configuration): void {
  const problems = Object.entries(resource).flatMap(([type, blocks]) =>
    Object.entries(blocks).flatMap(([name, block]) =>
      refusedArguments(type, block).map(({ argument, value, allowed }) => ({
        property: `${type}.${name}.${argument}`,
        value,
        allowed,
        fix: 'Change the input that it comes from.',
      })),
    ),
  );
  if (problems.length > 0) throw new ConfigError('stack', stack, problems);
}
