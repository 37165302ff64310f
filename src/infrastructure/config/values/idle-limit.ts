import { custom, type VariableMeta } from './variable.ts';

const SHORTEST_MINUTES = 10;
const LONGEST_MINUTES = 720;

/** Minutes after which something unused ends, read as milliseconds; `0`, the default, reads as undefined: never. */
export const idleLimit = (meta: VariableMeta) =>
  custom('0', meta, (written): number | undefined => {
    const minutes = /^\d{1,3}$/.test(written.trim()) ? Number(written) : Number.NaN;
    if (minutes === 0) return undefined;
    if (!(minutes >= SHORTEST_MINUTES && minutes <= LONGEST_MINUTES)) {
      throw new Error(`must be 0, or ${SHORTEST_MINUTES} to ${LONGEST_MINUTES} minutes`);
    }
    return minutes * 60_000;
  });
