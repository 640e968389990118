import readChangesets from '@changesets/read';
import type { Announced } from './verdict';

const ORDER: readonly Announced['bump'][] = ['none', 'patch', 'minor', 'major'];

/** What the pending changesets say of each library; of one that none names, nothing. */
export async function announced(root: string): Promise<(name: string) => Announced> {
  const changesets = await readChangesets(root);
  return (name) => {
    const own = changesets.filter(({ releases }) => releases.some((release) => release.name === name));
    const bumps = own.flatMap(({ releases }) => releases.filter((each) => each.name === name).map(({ type }) => type));
    return {
      bump: ORDER.findLast((bump) => bumps.includes(bump)) ?? 'none',
      guide: own.some(({ summary }) => /^#+ Upgrade\b/im.test(summary)),
    };
  };
}
