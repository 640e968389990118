import type { PlanJson } from '@restartix/plan-report';
import { Stage, type Stack, type StateJson } from '@restartix/terraform';
import type { TerraformJson } from '@restartix/testing';
import { digestOf } from './difference';
import { groupsOf, type Group } from './groups';
import { actionsOf } from './planned';
import type { Outcome, PlannedAction, Recorded } from './recorded';
import type { AnyUpdateBehavior } from './rows';
import { STEPS, transitionsOf, type Transition } from './transitions';
import { withoutPlan, type Changing } from './without-plan';

/** With many more, Terraform does not come to an end. */
const CASES_AT_ONCE = 40;

/** Applies a module's configurations on an emulator, and plans every step of every input there. */
export async function record(
  behavior: AnyUpdateBehavior,
  required: ReadonlySet<string>,
  say: (line: string) => void,
): Promise<Recorded> {
  const transitions = transitionsOf(behavior, required);
  const outcomes = new Map<Transition, Outcome>();
  const changing: Changing[] = [];
  for (const transition of transitions) {
    const known = withoutPlan(behavior, transition);
    if (known !== undefined && 'transition' in known) changing.push(known);
    else if (known !== undefined) outcomes.set(transition, known);
  }
  const groups = groupsOf(behavior, changing);
  say(`${behavior.module}: ${transitions.length} steps, ${changing.length} to plan on ${groups.length} configurations`);
  const stage = await Stage.open();
  try {
    const account = new Account(stage);
    const planned = new Map<Transition, Planned>();
    for (const [index, group] of groups.entries()) {
      const { applied, members } = group;
      say(`  ${index + 1}: ${members.map(({ transition: { input, step } }) => `${input} ${step}`).join(', ')}`);
      const state = await account.stateOf(applied, say);
      // Before the next is applied: a plan reads the secrets that are there.
      for (const [transition, plan] of await planAll(account.place, [group], [state])) planned.set(transition, plan);
    }
    for (const { transition, difference } of changing) {
      outcomes.set(transition, { difference: digestOf(difference), ...planned.get(transition)! });
    }
    if (behavior.replacements === undefined) await takeReplacements(account, groups, outcomes, say);
  } finally {
    await stage.close();
  }
  return inOrder(outcomes);
}

interface Planned {
  readonly actions: readonly PlannedAction[];
  readonly failed?: string;
}

/**
 * Plans every step of these groups in few runs of Terraform.
 * @throws Error when Terraform would change what it just applied
 */
async function planAll(
  stack: Stack,
  groups: readonly Group[],
  states: readonly StateJson[],
): Promise<Map<Transition, Planned>> {
  const cases = groups.flatMap(({ applied, members }, g) => [
    { name: `g${g}`, state: states[g]!, json: { ...applied } },
    ...members.map(({ json }, m) => ({ name: `g${g}-${m}`, state: states[g]!, json: { ...json } })),
  ]);
  const plans = new Map<string, PlanJson | string>();
  for (let from = 0; from < cases.length; from += CASES_AT_ONCE) {
    for (const [name, plan] of await stack.planMany(cases.slice(from, from + CASES_AT_ONCE))) plans.set(name, plan);
  }
  const plannedOf = (name: string): Planned => {
    const plan = plans.get(name)!;
    return typeof plan === 'string' ? { actions: [], failed: plan } : { actions: actionsOf(plan) };
  };
  for (const g of groups.keys()) {
    const again = plannedOf(`g${g}`);
    if (again.failed !== undefined || again.actions.length > 0) {
      throw new Error(`What was applied is planned again: ${JSON.stringify(again, undefined, 2)}`);
    }
  }
  return new Map(
    groups.flatMap(({ members }, g) =>
      members.map(({ transition }, m) => [transition, plannedOf(`g${g}-${m}`)] as const),
    ),
  );
}

/** Applies what replaces something, once for all steps that replace the same. */
async function takeReplacements(
  account: Account,
  groups: readonly Group[],
  outcomes: Map<Transition, Outcome>,
  say: (line: string) => void,
): Promise<void> {
  const taken = new Map<string, string | undefined>();
  for (const { applied, members } of groups) {
    for (const { transition, json } of members) {
      const outcome = outcomes.get(transition)!;
      if ('refused' in outcome || outcome.failed !== undefined) continue;
      const replaced = outcome.actions.filter(({ action }) => action.startsWith('replace'));
      if (replaced.length === 0) continue;
      const key = JSON.stringify(replaced);
      if (!taken.has(key)) {
        say(`  applies ${transition.input} ${transition.step}`);
        taken.set(key, await account.take(applied, json));
      }
      const failed = taken.get(key);
      if (failed !== undefined) outcomes.set(transition, { ...outcome, failed });
    }
  }
}

/** An account that goes from one configuration to the next. */
class Account {
  private stack: Stack | undefined;

  constructor(private readonly stage: Stage) {}

  /** Where it is, to plan in. */
  get place(): Stack {
    return this.stack!;
  }

  /** The account with a configuration. */
  async with(json: TerraformJson): Promise<Stack> {
    let stack = (this.stack ??= await this.stage.stack());
    try {
      await stack.apply({ ...json });
    } catch {
      // From the one before it cannot be had: that is no step of an input.
      stack = this.stack = await this.stage.stack();
      await stack.apply({ ...json });
    }
    // What waits for a maintenance window is done in it, and settled by another apply.
    const window = await fetch(`${this.stage.url}/restartix-emulator/maintenance`, { method: 'PUT' });
    if (Object.keys((await window.json()) as object).length > 0) await stack.apply({ ...json });
    return stack;
  }

  /**
   * What Terraform knows where a configuration is applied. Where the way to it leaves something that Terraform plans for ever, an
   * empty account gets it, and a line says what.
   */
  async stateOf(json: TerraformJson, say: (line: string) => void): Promise<StateJson> {
    let stack = await this.with(json);
    const again = actionsOf(await stack.planJson({ ...json }));
    if (again.length > 0) {
      say(`  planned again after the configuration before: ${JSON.stringify(again)}`);
      this.stack = undefined;
      stack = await this.with(json);
    }
    await stack.refresh({ ...json });
    return stack.state();
  }

  /** Applies a step and takes it back; the words of AWS where it refuses. */
  async take(from: TerraformJson, to: TerraformJson): Promise<string | undefined> {
    const stack = await this.with(from);
    try {
      await stack.apply({ ...to });
    } catch (error) {
      this.stack = undefined;
      return (error as Error).message;
    }
    return undefined;
  }
}

function inOrder(outcomes: ReadonlyMap<Transition, Outcome>): Recorded {
  const recorded: Record<string, Partial<Record<string, Outcome>>> = {};
  const inputs = [...new Set([...outcomes.keys()].map(({ input }) => input))].sort();
  for (const input of inputs) {
    const steps = STEPS.flatMap((step) => {
      const found = [...outcomes].find(([each]) => each.input === input && each.step === step);
      return found ? [[step, found[1]] as const] : [];
    });
    recorded[input] = Object.fromEntries(steps);
  }
  return recorded;
}
