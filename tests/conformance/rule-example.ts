import type { Difference } from './difference.ts';
import type { Interaction } from './recordings.ts';
import type { Answer } from './replayed-application.ts';

/** An example for a rule that no recording at hand needs. */
export type RuleExample = Readonly<{
  /** What the rule says it is about. */
  because: string;
  interaction: Interaction;
  answer: Answer;
  explained: readonly Difference[];
  /** What the same deviation is no excuse for. */
  notExplained: Difference;
}>;

export const differenceOf = (aspect: string, recorded: unknown, ours: unknown): Difference => ({
  aspect,
  recorded,
  ours,
});

/** How the reference answers when it fails. */
export const HTML = {
  status: 500,
  headers: { 'Content-Type': 'text/html' },
  body: '<h1>Server Error (500)</h1>',
};
