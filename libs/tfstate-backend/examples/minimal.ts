import type { EnvStack } from '@restartix/core';
import { TfstateBackend } from '../src';

export default function example(stack: EnvStack): void {
  new TfstateBackend(stack, 'tfstate-backend');
}
