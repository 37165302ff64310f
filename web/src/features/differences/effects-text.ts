import type { TFunction } from 'i18next';
import type { Choice, Difference, Resolution } from './difference.ts';

/** What settling does, in a sentence or two. */
export const effectsText = (t: TFunction, effects: Choice['effects']): string =>
  effects.map((effect) => t(`differences.effects.${effect}`)).join(' ');

/** How a resolution applies to a difference; undefined when it does not. */
export const choiceOf = ({ choices }: Difference, resolution: Resolution): Choice | undefined =>
  choices.find((choice) => choice.resolution === resolution);

/** What settling several does: each effect once, with the number of differences that have it. */
export function countedEffects(
  differences: readonly Difference[],
  resolution: Resolution,
): readonly (readonly [Choice['effects'][number], number])[] {
  const counts = new Map<Choice['effects'][number], number>();
  for (const difference of differences) {
    for (const effect of choiceOf(difference, resolution)?.effects ?? []) {
      counts.set(effect, (counts.get(effect) ?? 0) + 1);
    }
  }
  return [...counts];
}
