import type { Operation } from './planned-operation.ts';

/**
 * `done`: acknowledged, must hold. `refused`: must have left nothing. `unknown`: no answer, or one that says that it may
 * still happen; either is right.
 */
export type Outcome = 'done' | 'refused' | 'unknown';

export type Entry = Readonly<{
  domain: string;
  operation: Operation;
  /** Of all beginnings and ends, in order. */
  begin: number;
  end: number;
  beganAt: Date;
  outcome: Outcome;
  status: number | 'no answer';
}>;

/** The requests and answers, in one order for all callers. */
export class OperationLog {
  readonly entries: Entry[] = [];
  #moment = 0;

  /** Notes that an operation is sent; the function returned notes its answer. */
  begin(domain: string, operation: Operation): (status: Entry['status']) => Outcome {
    const begin = this.#moment++;
    const beganAt = new Date();
    return (status) => {
      const outcome = outcomeOf(status);
      this.entries.push({ domain, operation, begin, end: this.#moment++, beganAt, outcome, status });
      return outcome;
    };
  }
}

function outcomeOf(status: Entry['status']): Outcome {
  if (status === 'no answer' || status >= 500) return 'unknown';
  if (status >= 200 && status < 300) return 'done';
  if (status === 400 || status === 404) return 'refused';
  throw new Error(`no operation may be answered ${status}`);
}

/**
 * The values that something may have in the end, given all operations that write it. A write may be the last one unless
 * another one, acknowledged, began after its end.
 */
export function possibleValues<T>(
  writes: readonly Readonly<{ entry: Entry; value: T }>[],
  initial: T,
): readonly T[] {
  const acknowledged = writes.filter(({ entry }) => entry.outcome === 'done');
  const possible = writes.filter(({ entry: { outcome, end } }) => {
    if (outcome === 'refused') return false;
    return !acknowledged.some(({ entry }) => entry.begin > end);
  });
  return [...(acknowledged.length === 0 ? [initial] : []), ...possible.map(({ value }) => value)];
}
