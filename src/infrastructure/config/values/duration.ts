import { custom, type VariableMeta } from './variable.ts';

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** A number and a unit, which may be written in full, as in `7 days`, `36h` or `90 minutes`. */
const DURATION = /^(\d{1,9}(?:\.\d{1,3})?)\s*(s|m|h|d|w|(?:sec(?:ond)?|min(?:ute)?|hour|day|week)s?)$/i;

/** The seconds of a duration as it is written; undefined when it is none. */
export function secondsOf(written: string): number | undefined {
  const [, amount, unit = ''] = DURATION.exec(written.trim()) ?? [];
  const seconds = UNIT_SECONDS[unit.charAt(0).toLowerCase()];
  return amount === undefined || seconds === undefined ? undefined : Number(amount) * seconds;
}

/**
 * A duration of at least `least` and at most `longest` seconds, in whole seconds. A number without a unit is refused.
 */
export const duration = (fallback: string, longest: number, meta: VariableMeta, least = 0) =>
  custom(fallback, meta, (written): number => {
    const total = secondsOf(written);
    if (total === undefined) {
      throw new Error('must be a duration with its unit, such as 7 days, 36 hours or 90 minutes');
    }
    if (total > longest) throw new Error(`must be at most ${longest / 86_400} days`);
    if (total < least) throw new Error(`must be at least ${least / 60} minutes`);
    return Math.round(total);
  });

const MINUTE_SECONDS = 60;
const DAY_SECONDS = 86_400;

/** How long something is good: at least a minute, at most so many days. */
export const lifetime = (fallback: string, mostDays: number, meta: VariableMeta) =>
  duration(fallback, mostDays * DAY_SECONDS, meta, MINUTE_SECONDS);
