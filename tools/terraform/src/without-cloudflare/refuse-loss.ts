import { ToolError } from '@restartix/kit';
import type { Session } from '../run/session';
import { stateAddresses } from '../state/resources';
import { CLOUDFLARE } from './scope';

const SHOWN = 5;

/**
 * What is in the state and not in the reduced configuration would be destroyed, which takes the provider that is missing.
 * @throws ToolError when an earlier run applied what this one skips
 */
export async function refuseLosingSkipped(session: Session): Promise<void> {
  const { skipped, movedFrom, paths } = session;
  if (skipped.length === 0) return;
  const out = new Set([...skipped, ...movedFrom]);
  const applied = [...(await stateAddresses(session))].filter((address) => {
    const [resource = ''] = address.split('[');
    return resource.startsWith(`${CLOUDFLARE}_`) || out.has(resource);
  });
  if (applied.length === 0) return;
  const more = applied.length > SHOWN ? ` and ${applied.length - SHOWN} more` : '';
  throw new ToolError(
    `An earlier run applied ${applied.slice(0, SHOWN).join(', ')}${more} to ${paths.name}. Without the ${CLOUDFLARE} provider, which is not available, a plan would destroy them. Nothing was done.`,
    'Connect to the network, or name a folder that has the provider in TF_PROVIDER_MIRROR. Or start from an empty emulator: npx nx run emulator:stop, then deploy again.',
  );
}
