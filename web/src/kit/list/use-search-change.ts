import { useCallback } from 'react';

type Navigate<Search> = (options: {
  readonly search: (former: Search) => Search;
  readonly replace: true;
  readonly resetScroll: false;
}) => Promise<void>;

/**
 * Changes some of what the address of a list holds, and leaves the rest. The browser's way back leads past it, to the page that
 * was looked at before.
 */
export function useSearchChange<Search extends object>(navigate: Navigate<Search>): (change: Search) => void {
  return useCallback(
    (change) =>
      void navigate({ search: (former) => ({ ...former, ...change }), replace: true, resetScroll: false }),
    [navigate],
  );
}
