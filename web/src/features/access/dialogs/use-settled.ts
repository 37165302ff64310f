import { useEffect, useState } from 'react';

/** A value once it has not changed for a while, in milliseconds: what is typed is sought when its writer pauses. */
export function useSettled<Value>(value: Value, pause: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), pause);
    return () => window.clearTimeout(timer);
  }, [value, pause]);
  return settled;
}
