/** How much the installation is used. */
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

/** Counts are dear in large installations: what was counted last is kept, for all processes. */
export interface StatisticsQueries {
  count(recentSince: Date): Promise<Statistics>;
  last(): Promise<StatisticsSnapshot | undefined>;
  /** Takes the place of what was counted before, unless that is later. */
  keep(snapshot: StatisticsSnapshot): Promise<void>;
}
