import type { IdGenerator } from '../../src/application/shared/system.ts';

/** UUIDs that count up. */
export function countingIds(): IdGenerator {
  let count = 0;
  return {
    next: <Id extends string>() => {
      count += 1;
      return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}` as Id;
    },
  };
}
