import { useCallback, useMemo, useState } from 'react';
import { MOST_CHANGED_AT_ONCE } from '../../../server/schemas.ts';
import type { Chosen } from './bulk.ts';

/** Which mailboxes are chosen, across pages and searches: at most as many as one change may have. */
export function useSelection() {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Chosen>>(new Map());
  const choose = useCallback(
    (rows: readonly Chosen[], isChosen: boolean) =>
      setChosen((former) => {
        const next = new Map(former);
        for (const row of rows) {
          if (!isChosen) next.delete(row.id);
          else if (next.size < MOST_CHANGED_AT_ONCE || next.has(row.id)) next.set(row.id, row);
        }
        return next;
      }),
    [],
  );
  const clear = useCallback(() => setChosen(new Map()), []);
  return useMemo(() => ({ chosen, choose, clear }), [chosen, choose, clear]);
}

export type Selection = ReturnType<typeof useSelection>;
