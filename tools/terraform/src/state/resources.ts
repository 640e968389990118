import { explain } from '../run/explain-failure';
import type { Session } from '../run/session';

/** What the tool reads of a state. */
export interface State {
  readonly resources?: readonly StateResource[];
  readonly outputs?: unknown;
  readonly check_results?: unknown;
}

export interface StateResource {
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly instances: readonly {
    readonly index_key?: string | number;
    readonly status?: 'tainted';
    readonly attributes?: Readonly<Record<string, unknown>>;
  }[];
}

/** The state as the backend holds it; empty where there is none yet. */
export async function pullState(session: Session): Promise<State> {
  const { code, output, errors, log } = await session.run(['state', 'pull'], { secret: true });
  if (code !== 0) throw explain(session, 'state pull', errors, log);
  return JSON.parse(output || '{}') as State;
}

/** Address → an attribute of every resource of a type that the state has. */
export async function stateAttributes(session: Session, type: string, attribute: string): Promise<Map<string, string>> {
  return new Map(
    (await managedResources(session))
      .filter((resource) => resource.type === type)
      .map(({ name, instances }) => [`${type}.${name}`, String(instances[0]?.attributes?.[attribute])]),
  );
}

/** The addresses of all managed resources in the state. */
export async function stateAddresses(session: Session): Promise<Set<string>> {
  return new Set(
    (await managedResources(session)).flatMap(({ type, name, instances }) =>
      instances.map(({ index_key: key }) => `${type}.${name}${key === undefined ? '' : `[${JSON.stringify(key)}]`}`),
    ),
  );
}

/** What the state's resources are known by in AWS, ids and ARNs, as `knownAs` puts it. */
export async function stateIds(session: Session): Promise<Set<string>> {
  return new Set(
    (await managedResources(session)).flatMap(({ type, instances }) =>
      instances.flatMap(({ attributes = {} }) =>
        [attributes['id'], attributes['arn']].flatMap((id) => (typeof id === 'string' ? [knownAs(type, id)] : [])),
      ),
    ),
  );
}

/** A role and its instance profile may have one name, which is the id of both; a default group is a group. */
export function knownAs(type: string, id: string): string {
  return `${type.replace(/^aws_default_/, 'aws_')} ${id}`;
}

/** All managed resources in the state. */
export async function managedResources(session: Session): Promise<StateResource[]> {
  return ((await pullState(session)).resources ?? []).filter(({ mode }) => mode === 'managed');
}
