import { type Action, ACTION_SIGNS, ACTIONS } from '@restartix/plan-report';
import { moduleNamed, type Element } from './elements';

/** What a plan does to a module. */
export interface ModuleChange {
  /** The gravest of what it does. */
  readonly action: Action;
  /** `- 1 destroy`, `~ 2 update`, the gravest first. */
  readonly facts: readonly string[];
}

/** What of a plan a picture shows. */
export type Changed = readonly { readonly address: string; readonly action: Action }[];

/** Where what a plan destroys is shown whose module is not there any more. */
export const GONE = 'no longer configured';

/** What a plan does, by module. */
export function changesByModule(elements: readonly Element[], changes: Changed): Map<string, ModuleChange> {
  const homes = new Map(elements.map(({ address, module }) => [address, module]));
  const modules = [...new Set(homes.values())];
  const actions = new Map<string, Action[]>();
  for (const { address, action } of changes) {
    const resource = address.replace(/\[.*$/, '');
    const name = resource.split('.').at(-1)!;
    const module = homes.get(resource) ?? moduleNamed(name, modules) ?? GONE;
    actions.set(module, [...(actions.get(module) ?? []), action]);
  }
  return new Map([...actions].map(([module, own]) => [module, moduleChange(own)]));
}

function moduleChange(own: readonly Action[]): ModuleChange {
  const present = ACTIONS.filter((action) => own.includes(action));
  return {
    action: present[0]!,
    facts: present.map((action) => `${ACTION_SIGNS[action]} ${own.filter((each) => each === action).length} ${action}`),
  };
}
