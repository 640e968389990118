import { explain } from '../run/explain-failure';
import type { Session } from '../run/session';

interface State {
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly attributes?: Readonly<Record<string, unknown>> }[];
  }[];
}

/** Address → an attribute of every resource of a type that the state knows. */
export async function stateResources(session: Session, type: string, attribute: string): Promise<Map<string, string>> {
  const { code, output, errors, log } = await session.run(['state', 'pull'], { secret: true });
  if (code !== 0) throw explain(session, 'state', errors, log);
  const { resources = [] } = JSON.parse(output || '{}') as State;
  return new Map(
    resources
      .filter((resource) => resource.mode === 'managed' && resource.type === type)
      .map(({ name, instances }) => [`${type}.${name}`, String(instances[0]?.attributes?.[attribute])]),
  );
}
