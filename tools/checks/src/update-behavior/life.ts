import { consequencesOf, meaning, type Consequence, type PlanJson } from '@restartix/plan-report';
import type { TerraformJson } from '@restartix/testing';
import type { Outcome, PlannedAction } from './recorded';

type ResourceChange = NonNullable<PlanJson['resource_changes']>[number];

/** What a step of an input does to a running environment. */
export interface Life {
  /** A few words for the table. */
  readonly words: string;
  /** What a person must know before; nothing where AWS changes in place. */
  readonly details: readonly string[];
}

interface Changed extends PlannedAction {
  readonly type: string;
  readonly consequences: readonly Consequence[];
}

/** What comes first is what a person must know first. */
const WORDS: readonly (readonly [string, (changes: readonly Changed[]) => boolean])[] = [
  ['refused by AWS', has('refused-by-aws')],
  ['data lost', has('data-lost')],
  ['replaced (old first)', (changes) => changes.some(({ action }) => action === 'replace: old first')],
  ['interrupted', (changes) => interruptions(changes).some(({ starts }) => starts !== 'in the maintenance window')],
  ['next maintenance window', (changes) => interruptions(changes).length > 0],
  ['replaced (new first)', (changes) => changes.some(({ action }) => action === 'replace: new first')],
  ['in place, parts destroyed', (changes) => changes.some(({ action }) => action === 'destroy')],
  ['in place', (changes) => changes.length > 0],
  ['nothing in AWS changes', () => true],
];

/** @param before, after - the configuration on both sides of the step */
export function lifeOf(outcome: Outcome, before: TerraformJson, after: TerraformJson): Life {
  if ('refused' in outcome) return { words: 'refused at synth', details: [withoutPlace(outcome.refused)] };
  const { actions, failed } = outcome;
  if (failed !== undefined) {
    const isPlanned = actions.length > 0;
    return { words: isPlanned ? 'refused by AWS' : 'refused by Terraform', details: [refusalIn(failed)] };
  }
  const changes = actions.map((action) => changed(action, before, after));
  const [words] = WORDS.find(([, holds]) => holds(changes))!;
  const forGood = has('irreversible')(changes) && words !== 'data lost' ? ', for good' : '';
  return { words: words + forGood, details: [...replacementsIn(changes), ...changes.flatMap(detailsOf)] };
}

/** What Terraform would show of it, as far as the configuration says. */
function changed(planned: PlannedAction, before: TerraformJson, after: TerraformJson): Changed {
  const [type, name] = planned.address.replace(/\[.*$/, '').split('.') as [string, string];
  const blockIn = ({ resource }: TerraformJson): unknown => resource?.[type]?.[name];
  const change: ResourceChange = {
    ...{ address: planned.address, mode: 'managed', type, name },
    change: {
      actions: TERRAFORM_ACTIONS[planned.action],
      before: blockIn(before),
      after: blockIn(after),
      replace_paths: planned.action.startsWith('replace') ? planned.attributes.map((attribute) => [attribute]) : [],
    },
  };
  return { ...planned, type, consequences: consequencesOf(change) };
}

const TERRAFORM_ACTIONS: Readonly<Record<PlannedAction['action'], readonly string[]>> = {
  create: ['create'],
  update: ['update'],
  destroy: ['delete'],
  'replace: new first': ['create', 'delete'],
  'replace: old first': ['delete', 'create'],
};

function replacementsIn(changes: readonly Changed[]): string[] {
  return (['old first', 'new first'] as const).flatMap((order) => {
    const replaced = changes.filter(({ action }) => action === `replace: ${order}`);
    const types = replaced.map(
      ({ type, attributes }) => `\`${type}\` (by ${attributes.map((name) => `\`${name}\``).join(', ')})`,
    );
    return types.length === 0 ? [] : [`replaced, ${order}: ${[...new Set(types)].join(', ')}`];
  });
}

function detailsOf({ type, action, consequences }: Changed): string[] {
  return [
    ...(action === 'destroy' && consequences.length === 0 ? [`\`${type}\` is destroyed`] : []),
    ...consequences.map((each) => {
      const { kind, steps } = each;
      const text = meaning(each).replaceAll(REFERENCE, 'the former one');
      return `\`${type}\`: ${LEADS[kind]}${text}${steps === undefined ? '' : `. ${steps}`}`;
    }),
  ];
}

/** What only Terraform knows. */
const REFERENCE = /\$\{[^}]*\}/g;

const LEADS: Readonly<Record<Consequence['kind'], string>> = {
  'data-lost': 'loses ',
  irreversible: 'for good: ',
  interrupted: '',
  'refused-by-aws': '',
};

function has(kind: Consequence['kind']): (changes: readonly Changed[]) => boolean {
  return (changes) => changes.some(({ consequences }) => consequences.some((each) => each.kind === kind));
}

function interruptions(changes: readonly Changed[]): Consequence[] {
  return changes.flatMap(({ consequences }) => consequences.filter(({ kind }) => kind === 'interrupted'));
}

/** Terraform's words; for a protected resource, ours. */
function refusalIn(failed: string): string {
  const [, type] = /Resource (\w+)\.\S+ has lifecycle\.prevent_destroy/.exec(failed) ?? [];
  return type === undefined ? failed : `\`${type}\` would be replaced, and is protected by \`prevent_destroy\``;
}

/** The error without the module's name and id, which the README is about. */
function withoutPlace(words: string): string {
  return words.replaceAll(/^[\w-]+ "[^"]*": /gm, '').replaceAll('\n', ' ');
}
