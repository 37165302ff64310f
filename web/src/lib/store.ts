import { useSyncExternalStore } from 'react';

/** A value that any module may set, and that pages follow. */
export type Store<Value> = Readonly<{
  get: () => Value;
  set: (value: Value) => void;
  subscribe: (listener: () => void) => () => void;
}>;

export function makeStore<Value>(initial: Value): Store<Value> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const useStore = <Value>(store: Store<Value>): Value =>
  useSyncExternalStore(store.subscribe, store.get);
