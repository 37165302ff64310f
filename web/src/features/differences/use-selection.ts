import { useState } from 'react';
import type { Difference } from './difference.ts';

/** The most that the server settles at once. */
export const MOST_SELECTED = 1_000;

/** The differences that a person has ticked, on whatever page. */
export function useSelection() {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Difference>>(new Map());
  return {
    chosen,
    set: (some: readonly Difference[], isChosen: boolean): void => {
      setChosen((before) => {
        const after = new Map(before);
        for (const difference of some) {
          if (!isChosen) after.delete(difference.id);
          else if (after.size < MOST_SELECTED) after.set(difference.id, difference);
        }
        return after;
      });
    },
    clear: (): void => setChosen(new Map()),
  };
}

export type Selection = ReturnType<typeof useSelection>;
