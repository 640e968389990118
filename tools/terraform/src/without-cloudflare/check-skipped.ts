import { refusedArguments } from '@restartix/core/cloudflare-arguments';
import { ToolError } from '@restartix/kit';
import type { SkippedValues } from '@restartix/plan-report';
import type { Session } from '../run/session';

interface Refusal {
  readonly address: string;
  readonly argument: string;
  readonly value: unknown;
  readonly why: string;
  readonly allowed: string;
}

/**
 * Puts the evaluated arguments of skipped Cloudflare resources before the limits of the provider, and before the rules of the
 * emulator's Cloudflare API.
 * @throws ToolError that names each argument which one of them would refuse
 */
export async function checkSkipped({ emulator, standIns, paths }: Session, values: SkippedValues): Promise<void> {
  const resources = standIns
    .filter(({ address }) => address.startsWith(`cloudflare_`))
    .map(({ address, omitted }) => {
      const known = values.find((each) => each.address === address)?.values ?? [];
      return {
        address,
        type: address.split('.')[0],
        values: Object.fromEntries(
          known.flatMap(({ name, value }) => (value.kind === 'value' ? [[name, value.value]] : [])),
        ),
        unknown: [...omitted, ...known.flatMap(({ name, value }) => (value.kind === 'value' ? [] : [name]))],
      };
    });
  if (!emulator || resources.length === 0) return;
  const byProvider = resources.flatMap(({ address, type, values: given }) =>
    refusedArguments(type!, given).map((each): Refusal => ({ address, why: 'its provider refuses it', ...each })),
  );
  const response = await fetch(`${emulator.url}/restartix-emulator/cloudflare-dry-run`, {
    method: 'POST',
    body: JSON.stringify({ resources }),
  });
  const { refusals, error } = (await response.json()) as { refusals?: readonly Refusal[]; error?: string };
  if (!refusals) throw new ToolError(`The emulator could not check the skipped resources: ${error}`, emulator.logFile);
  const isKnown = ({ address, argument }: Refusal): boolean =>
    byProvider.some((each) => each.address === address && each.argument === argument);
  const all = [...byProvider, ...refusals.filter((each) => !isKnown(each))];
  if (all.length === 0) return;
  throw new ToolError(
    [
      `Cloudflare would refuse ${all.length} of the skipped resources of ${paths.name}:`,
      ...all.map(
        ({ address, argument, value, why, allowed }) =>
          `  ${address}: ${argument} = ${JSON.stringify(value)}: ${why}${allowed && ` (allowed: ${allowed})`}`,
      ),
    ].join('\n'),
    'Fix these values in the configuration; the expressions were evaluated by Terraform. What each rule is based on: tools/emulator/RULES.md.',
  );
}
