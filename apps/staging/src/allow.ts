import type { Allowance } from '@restartix/core';

/** Resources whose data a deploy may lose, or whose service it may interrupt, each with the reason and the last day. */
export const allow: readonly Allowance[] = [];
