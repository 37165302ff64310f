import { type Change, MOST_IDS } from '../../application/live/changed-topic.ts';

/** Most kinds of changes, of all domains together, that are told apart. */
const MOST_TOLD = 50;

/** Changes that a reader has not been told yet. However many come, what is kept of them has a bound. */
export class PendingChanges {
  #changes = new Map<string, Change>();
  #isEverything = false;

  get isEmpty(): boolean {
    return !this.#isEverything && this.#changes.size === 0;
  }

  add(change: Change): void {
    if (this.#isEverything) return;
    const key = `${change.mailDomainId}:${change.kind}`;
    const known = this.#changes.get(key);
    this.#changes.set(key, known ? { ...known, ids: together(known.ids, change.ids) } : change);
    if (this.#changes.size > MOST_TOLD) this.addEverything();
  }

  addEverything(): void {
    this.#isEverything = true;
    this.#changes.clear();
  }

  /** Takes them: null when anything may have changed. */
  take(): readonly Change[] | null {
    const taken = this.#isEverything ? null : [...this.#changes.values()];
    this.#isEverything = false;
    this.#changes = new Map();
    return taken;
  }
}

function together(known: Change['ids'], further: Change['ids']): Change['ids'] {
  if (known === null || further === null) return null;
  const ids = [...new Set([...known, ...further])];
  return ids.length > MOST_IDS ? null : ids;
}
