import type { TeamPath } from '../../../domain/team/team-path.ts';

/** Sorts after every path that begins with `path`: `{` follows the last digit of a step. */
export const endOfSubtree = (path: TeamPath): string => `${path}{`;
