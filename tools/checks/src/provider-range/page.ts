import { markdownTable } from '../markdown-table';
import { BINDINGS, LAST } from './bindings';
import { recordedChanges, type ChangedType } from './changed-arguments';
import type { ArgumentChange } from './differences';
import { GUIDE, GUIDE_RULES } from './upgrade-guide';

/** What AWS provider 6 needs, for whoever uses the modules with it. */
export function providerPage(generated: string): string {
  const { from, to, types } = recordedChanges();
  const used = types.flatMap(({ type, set, changes }) =>
    changes
      .filter(({ kind, argument }) => kind === 'now required' || (BREAKING.includes(kind) && set.includes(argument)))
      .map(({ argument }) => `\`${type}.${argument}\``),
  );
  return [
    '# AWS provider 6',
    generated,
    `The modules synthesize the same for AWS provider ${from} and ${to}: nothing has to be changed in a module's inputs. Their examples are compiled and synthesized outside this repository with \`@cdktf/provider-aws\` ${BINDINGS.join(', ')}, and differ in the provider's version alone. What is planned and applied by this repository's tests is ${from}; with provider 6, read the first plan as that of any major upgrade.`,
    [
      '```sh',
      `npm install @cdktf/provider-aws@${LAST}`,
      'terraform -chdir=cdktf.out/stacks/preview init -upgrade',
      'terraform -chdir=cdktf.out/stacks/preview plan',
      '```',
    ].join('\n'),
    'Terraform refuses a state in which a newer provider wrote a newer schema: the way back to provider 5 is the version of the state from before the first apply.',
    '## Changed arguments',
    `From the types of the two bindings, for every resource and data source that the modules make or read. ${used.length === 0 ? 'No module sets one that was removed, became required or has another type.' : `Of these, the modules use ${used.join(', ')}.`} It matters where you set them yourself, on a public resource or with \`addOverride\`.`,
    markdownTable(
      ['module', 'resource', 'argument', 'what changed'],
      types.flatMap((each) =>
        each.changes
          .filter(({ kind }) => kind !== 'new')
          .map((change) => [modules(each), `\`${each.type}\``, ...cells(change)]),
      ),
    ),
    '## New arguments',
    'Nothing has to be done. Nearly every resource takes `region`: where it is made, else the provider’s.',
    markdownTable(
      ['module', 'resource', 'arguments'],
      types
        .map((each) => [each, each.changes.filter(isNewButRegion)] as const)
        .filter(([, changes]) => changes.length > 0)
        .map(([each, changes]) => [
          modules(each),
          `\`${each.type}\``,
          changes.map(({ argument }) => `\`${argument}\``).join(', '),
        ]),
    ),
    '## Behavior',
    `What [the provider's guide](${GUIDE}) says of these resources and types do not show. A test holds every example against it.`,
    markdownTable(
      ['resource', 'what changed', 'the modules'],
      GUIDE_RULES.map(({ types: of, change, here }) => [of.map((type) => `\`${type}\``).join(', '), change, here]),
    ),
    '',
  ].join('\n\n');
}

const BREAKING: readonly ArgumentChange['kind'][] = ['removed', 'other type'];

function isNewButRegion({ kind, argument }: ArgumentChange): boolean {
  return kind === 'new' && argument !== 'region';
}

function modules({ modules: names }: ChangedType): string {
  return names.join(', ');
}

function cells({ argument, kind, types }: ArgumentChange): string[] {
  return [`\`${argument}\``, types === undefined ? kind : `${kind}: \`${types}\``];
}
