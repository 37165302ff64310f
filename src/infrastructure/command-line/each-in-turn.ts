import { DomainError } from '../../domain/shared/errors.ts';

/** What became of one of several things that a command was asked to change. */
export type Outcome = Readonly<{
  result: string;
  /** As it was named. */
  name: string;
  /** Why it failed, or why it has to wait. */
  code?: string;
  /** What else there is to tell. */
  note?: string;
}>;

export const outcomeColumns = ({ result, name, code, note }: Outcome): string =>
  [result, name, ...[code, note].filter((column) => column !== undefined)].join('\t');

type Options<Thing> = Readonly<{
  nameOf: (thing: Thing) => string;
  change: (thing: Thing) => Promise<Omit<Outcome, 'name'>>;
  tell: (outcome: Outcome) => void;
  /** What is said of those that were refused, before their number. */
  refused?: string;
}>;

/**
 * Changes one thing after the other: one that is refused does not keep the next from its change. A change that is kept for
 * later (`isKept`) counts as queued.
 *
 * @throws Error at the end when some were refused
 */
export async function eachInTurn<Thing>(
  things: readonly Thing[],
  { nameOf, change, tell, refused = 'Refused' }: Options<Thing>,
): Promise<void> {
  let failed = 0;
  for (const thing of things) {
    const name = nameOf(thing);
    try {
      tell({ ...(await change(thing)), name });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (!error.isKept) failed += 1;
      tell({ result: error.isKept ? 'QUEUED' : 'FAILED', name, code: error.code });
    }
  }
  if (failed > 0) throw new Error(`${refused}: ${failed} of ${things.length}`);
}
