import type {
  Statistics,
  StatisticsQueries,
  StatisticsSnapshot,
} from '../../../application/shared/information/statistics-queries.ts';
import type { MemoryStore } from '../engine/memory-store.ts';

const every = () => true;

export class MemoryStatisticsQueries implements StatisticsQueries {
  constructor(private readonly store: MemoryStore) {}

  async count(recentSince: Date): Promise<Statistics> {
    const { users, teams, mailDomains, mailboxes, mailAliases } = this.store.tables;
    return {
      users: users.count(every),
      recentUsers: users.count(({ lastLoginAt }) => lastLoginAt !== null && lastLoginAt >= recentSince),
      teams: teams.count(every),
      enabledMailDomains: mailDomains.count(({ status }) => status === 'enabled'),
      mailboxes: mailboxes.count(every),
      aliases: mailAliases.count(every),
    };
  }

  async last(): Promise<StatisticsSnapshot | undefined> {
    return structuredClone(this.store.statistics);
  }

  async keep(snapshot: StatisticsSnapshot): Promise<void> {
    const { statistics } = this.store;
    if (statistics && statistics.countedAt > snapshot.countedAt) return;
    this.store.statistics = structuredClone(snapshot);
  }
}
