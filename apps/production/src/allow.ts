import type { Allowance } from '@restartix/core';

/** Resources that hold data and that a deploy may destroy or replace, each with the reason and the last day. */
export const allow: readonly Allowance[] = [];
