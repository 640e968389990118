import { paginateGetParametersByPath } from '@aws-sdk/client-ssm';
import { parameterName, type ParameterKind } from '@restartix/core/deployments';
import type { Context } from './context';

/** What Terraform wrote of a kind, by short name in order; nothing before the first apply. */
export async function parametersOf<T>(
  context: Pick<Context, 'aws' | 'env' | 'project'>,
  kind: ParameterKind,
  parse: (parameter: string, value: string) => T,
): Promise<ReadonlyMap<string, T>> {
  const path = parameterName(context, kind);
  const found = new Map<string, T>();
  for await (const { Parameters = [] } of paginateGetParametersByPath({ client: context.aws.ssm }, { Path: path })) {
    for (const { Name: name = '', Value: value = '' } of Parameters)
      found.set(name.slice(path.length + 1), parse(name, value));
  }
  return new Map([...found].sort(([a], [b]) => a.localeCompare(b)));
}
