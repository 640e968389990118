import { type IsConfigured, refreshSaysTheSame } from '@restartix/plan-report';
import { readZip } from './zip';

interface State {
  readonly resources?: readonly StateResource[];
}

interface StateResource {
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly instances?: readonly { readonly index_key?: unknown; readonly attributes?: Record<string, unknown> }[];
}

/**
 * Whether a refresh found nothing that the configuration speaks of. A saved plan holds the state before and after the
 * refresh; reading them takes milliseconds, where asking Terraform means loading the provider once more.
 */
export function refreshFoundNothing(plan: string, isConfigured: IsConfigured): boolean {
  try {
    const { tfstate, 'tfstate-prev': before } = readZip(plan, ['tfstate', 'tfstate-prev']);
    if (tfstate === undefined || before === undefined) return false;
    return refreshSaysTheSame(meaning(before, isConfigured), meaning(tfstate, isConfigured));
  } catch {
    // A plan file of another format (OpenTofu may encrypt it): Terraform is asked.
    return false;
  }
}

function meaning(state: string, isConfigured: IsConfigured): unknown {
  const { resources = [] } = JSON.parse(state) as State;
  return resources
    .filter(({ mode }) => mode === 'managed')
    .map(({ type, name, instances = [] }) => [
      type,
      name,
      instances.map(({ index_key, attributes = {} }) => [
        index_key,
        Object.fromEntries(Object.entries(attributes).filter(([attribute]) => isConfigured(type, name, attribute))),
      ]),
    ]);
}
