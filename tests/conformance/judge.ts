import type { Difference } from './difference.ts';
import type { Interaction } from './recordings.ts';
import type { Answer } from './replayed-application.ts';
import type { DeviationRule } from './rule.ts';

export type Verdict =
  | { readonly verdict: 'equal' }
  | { readonly verdict: 'deviating'; readonly rules: readonly DeviationRule[] }
  | { readonly verdict: 'different'; readonly unexplained: readonly Difference[] };

/** An answer is deviating when a rule explains each of its differences, and different when one is left unexplained. */
export function judge(
  interaction: Interaction,
  answer: Answer,
  differences: readonly Difference[],
  rules: readonly DeviationRule[],
): Verdict {
  if (differences.length === 0) return { verdict: 'equal' };
  const about = rules.filter((rule) => rule.when(interaction));
  const explanations = differences.map((difference) =>
    about.find((rule) => rule.explains(difference, answer, interaction)),
  );
  const unexplained = differences.filter((_, index) => explanations[index] === undefined);
  if (unexplained.length > 0) return { verdict: 'different', unexplained };
  return { verdict: 'deviating', rules: [...new Set(explanations.filter((rule) => rule !== undefined))] };
}
