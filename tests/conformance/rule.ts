import type { Difference } from './difference.ts';
import type { Interaction } from './recordings.ts';
import type { Answer } from './replayed-application.ts';

/** Every number of a deviation of contract/rest-api.md 7. */
export type DeviationNumber = `D${number}`;

/** Where we answer otherwise than the reference on purpose. */
export type DeviationRule = Readonly<{
  follows: DeviationNumber;
  /** What we do instead, in a few words. */
  because: string;
  /** No recording at hand needs it, others may: `unrecorded-rules.test.ts` tests it with an example instead. */
  isUnrecorded?: true;
  /** The interactions it is about. */
  when: (interaction: Interaction) => boolean;
  /** Whether the deviation is why these differ; anything else it does not excuse. */
  explains: (difference: Difference, answer: Answer, interaction: Interaction) => boolean;
}>;

/** Recordings that cannot be replayed, and why. */
export type NotReplayed = Readonly<{
  why: string;
  /** All recordings at hand can be replayed in that respect. */
  isUnrecorded?: true;
  when: (interaction: Interaction) => boolean;
}>;
