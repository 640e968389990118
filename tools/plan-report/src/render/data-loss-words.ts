import { shellWord } from '@restartix/kit';
import type { DataLoss } from '../model';

/** The flag that approves the loss, to be pasted. */
export function allowDataLossFlag(losses: readonly Pick<DataLoss, 'address'>[]): string {
  const addresses = [...new Set(losses.map(({ address }) => address))].join(',');
  return `--allow-data-loss=${shellWord(addresses)}`;
}

/** `2 resources that hold data would be destroyed or replaced` */
export function dataLossTitle({ length }: readonly DataLoss[]): string {
  return length === 1
    ? '1 resource that holds data would be destroyed or replaced'
    : `${length} resources that hold data would be destroyed or replaced`;
}
