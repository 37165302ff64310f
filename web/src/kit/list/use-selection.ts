import { useCallback, useMemo, useState } from 'react';

/**
 * What a person has ticked, by id, across pages and searches.
 *
 * @param most as many as the server changes at once; more are not taken
 */
export function useSelection<Item extends { readonly id: string }>(most: number) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Item>>(new Map());
  const choose = useCallback(
    (items: readonly Item[], isChosen: boolean) =>
      setChosen((former) => {
        const next = new Map(former);
        for (const item of items) {
          if (!isChosen) next.delete(item.id);
          else if (next.size < most || next.has(item.id)) next.set(item.id, item);
        }
        return next;
      }),
    [most],
  );
  const clear = useCallback(() => setChosen(new Map()), []);
  return useMemo(() => ({ chosen, choose, clear }), [chosen, choose, clear]);
}

export type Selection<Item extends { readonly id: string }> = ReturnType<typeof useSelection<Item>>;
