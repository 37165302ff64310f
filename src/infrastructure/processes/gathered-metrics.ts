import { AggregatorRegistry } from 'prom-client';
import { type MetricsSnapshot, readSnapshot } from './messages.ts';

/** Types of metrics that only grow. */
const GROWING: readonly string[] = ['counter', 'histogram', 'summary'];

const growing = (snapshot: MetricsSnapshot): MetricsSnapshot =>
  snapshot.filter(({ type }) => GROWING.includes(type));

/**
 * What several processes measured, as one. What only grows is never forgotten: of a process that does not answer, or has
 * ended, its last answer counts on. Otherwise sums would fall with each process that is replaced, which Prometheus takes
 * for a restart, and counts all that was before once more.
 */
export class GatheredMetrics<Source> {
  readonly #last = new Map<Source, MetricsSnapshot>();
  /** What only grows, of processes that have ended. */
  #ended: Promise<MetricsSnapshot> = Promise.resolve([]);

  /** @param snapshot its answer */
  take(source: Source, snapshot: MetricsSnapshot): void {
    this.#last.set(source, snapshot);
  }

  end(source: Source): void {
    const last = this.#last.get(source);
    this.#last.delete(source);
    if (last) this.#ended = this.#ended.then((ended) => merge([ended, growing(last)]));
  }

  /**
   * @param answering those whose last answer is of now
   * @param own what the parent itself measured
   * @returns the text for Prometheus
   */
  async text(answering: ReadonlySet<Source>, own: MetricsSnapshot): Promise<string> {
    const parts = [...this.#last].map(([source, last]) => (answering.has(source) ? last : growing(last)));
    return AggregatorRegistry.aggregate([...parts, own, await this.#ended]).metrics();
  }
}

const merge = async (snapshots: readonly MetricsSnapshot[]): Promise<MetricsSnapshot> =>
  readSnapshot(await AggregatorRegistry.aggregate([...snapshots]).getMetricsAsJSON());
