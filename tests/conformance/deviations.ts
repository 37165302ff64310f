import type { DeviationRule } from './rule.ts';

/** Every place where we answer otherwise than the reference on purpose. */
export const DEVIATIONS: readonly DeviationRule[] = [];
