import type { Clock } from '../system.ts';
import type { StatisticsQueries, StatisticsSnapshot } from './statistics-queries.ts';

type Deps = { statisticsQueries: StatisticsQueries; clock: Clock };
export type GetStatistics = () => Promise<StatisticsSnapshot>;

/** Lifetime of counted statistics, in seconds. */
export const STATISTICS_LIFETIME_SECONDS = 3600;
const MONTH_MS = 30 * 24 * 3600 * 1000;

/** Figures of the installation's use, counted at most once an hour; "recent" is within 30 days. */
export const makeGetStatistics =
  ({ statisticsQueries, clock }: Deps): GetStatistics =>
  async () => {
    const now = clock.now();
    const last = await statisticsQueries.last();
    if (last && now.getTime() - last.countedAt.getTime() < STATISTICS_LIFETIME_SECONDS * 1000) return last;
    const statistics = await statisticsQueries.count(new Date(now.getTime() - MONTH_MS));
    const snapshot = { statistics, countedAt: now };
    await statisticsQueries.keep(snapshot);
    return snapshot;
  };
