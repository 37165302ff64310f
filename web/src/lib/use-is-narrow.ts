import { useSyncExternalStore } from 'react';

/** As in the style sheet: below, the menu covers the screen. */
const narrow = window.matchMedia('(width < 48rem)');

const subscribe = (listener: () => void): (() => void) => {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
};

export const useIsNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches);
