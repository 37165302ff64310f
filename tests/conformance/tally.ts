import type { Interaction } from './recordings.ts';
import type { DeviationRule, NotReplayed } from './rule.ts';

const increment = <Key>(counts: Map<Key, number>, key: Key): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

const nameOf = ({ area, n, case: title }: Interaction): string => `${area} ${n} (${title})`;

/** Counts the results of interactions, and the rules that were needed. */
export class Tally {
  equal = 0;
  deviating = 0;
  readonly different: string[] = [];
  readonly #usedRules = new Map<DeviationRule, number>();
  readonly #notReplayed = new Map<string, number>();
  readonly #usedGaps = new Set<NotReplayed>();

  countDeviating(rules: readonly DeviationRule[]): void {
    this.deviating += 1;
    for (const rule of rules) increment(this.#usedRules, rule);
  }

  countDifferent(interaction: Interaction): void {
    this.different.push(nameOf(interaction));
  }

  countNotReplayed(reason: string, gap?: NotReplayed): void {
    increment(this.#notReplayed, reason);
    if (gap) this.#usedGaps.add(gap);
  }

  get notReplayed(): number {
    return [...this.#notReplayed.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Rules and gaps that nothing needed, and rules said to be without recording that have one. */
  unused(rules: readonly DeviationRule[], gaps: readonly NotReplayed[]): readonly string[] {
    return [
      ...rules
        .filter((rule) => this.#usedRules.has(rule) === (rule.isUnrecorded === true))
        .map(
          ({ follows, because, isUnrecorded }) =>
            `the rule for ${follows} (${because}) matches ${isUnrecorded ? 'something: it is recorded' : 'nothing'}`,
        ),
      ...gaps
        .filter((gap) => !gap.isUnrecorded && !this.#usedGaps.has(gap))
        .map(({ why }) => `"${why}" keeps nothing from being replayed`),
    ];
  }

  /** The interactions that were not replayed and why, and the deviations that occurred. */
  describe(): readonly string[] {
    const deviations = new Map<string, number>();
    for (const [{ follows }, count] of this.#usedRules) {
      deviations.set(follows, (deviations.get(follows) ?? 0) + count);
    }
    const byNumber = [...deviations].sort(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1)));
    return [
      ...[...this.#notReplayed].sort().map(([reason, count]) => `not replayed: ${count} × ${reason}`),
      ...byNumber.map(([follows, count]) => `deviating: ${count} × ${follows}`),
    ];
  }

  get lastLine(): string {
    const { equal, deviating, different, notReplayed } = this;
    return `conformance: ${equal} equal, ${deviating} deviating, ${different.length} different, ${notReplayed} not replayed`;
  }
}
