import type { EnvStack } from '@restartix/core';
import { TenantCmk } from '../src';

export default function example(stack: EnvStack): void {
  new TenantCmk(stack, 'physio-berlin-key', { tenant: 'physio-berlin' });
}
