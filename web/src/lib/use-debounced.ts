import { useEffect, useState } from 'react';

/** After the last key: as long as people pause between words. */
const PAUSE_MS = 350;

/** The value once it has not changed for a moment; give it a text, or something else that is equal to itself. */
export function useDebounced<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [value]);
  return settled;
}
