/** Figures of the installation's use. */
export type Statistics = Readonly<{
  users: number;
  /** People who signed in at or after the instant given. */
  recentUsers: number;
  teams: number;
  enabledMailDomains: number;
  mailboxes: number;
  aliases: number;
}>;

export type StatisticsSnapshot = Readonly<{ statistics: Statistics; countedAt: Date }>;

/** Counting is expensive in large installations: the latest figures are stored, for all processes. */
export interface StatisticsQueries {
  count(recentSince: Date): Promise<Statistics>;
  last(): Promise<StatisticsSnapshot | undefined>;
  /** Replaces the stored figures, unless those are later. */
  keep(snapshot: StatisticsSnapshot): Promise<void>;
}
