import { expect } from 'vitest';
import type { Evry } from './evry.ts';

/** A request that a person may not make over REST, and its answer. `path` is known once the world is open. */
export type RefusalRow = readonly [
  what: string,
  who: keyof Evry['people'],
  method: string,
  path: () => string,
  body: unknown,
  status: number,
  answer: unknown,
];

/** Tries a row, and compares the whole answer. */
export async function expectRefusal(evry: Evry, row: RefusalRow): Promise<void> {
  const [, who, method, path, given, status, answer] = row;
  const { status: answered, body } = await evry[who].rest(method, path(), given);
  expect({ status: answered, body }).toEqual({ status, body: answer });
}
