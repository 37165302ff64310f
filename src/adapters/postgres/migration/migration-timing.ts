/** Waits of a migration, in milliseconds. */
export type MigrationTiming = Readonly<{
  /**
   * For a lock that readers and writers queue behind, before it lets them pass and tries again. More than PostgreSQL's
   * `deadlock_timeout` (1 s by default), after which an automatic vacuum gives way.
   */
  lockTimeout: number;
  /** For a lock that no other session queues behind, such as the end of transactions older than an index. */
  patientLockTimeout: number;
  /** Until it gives up, from its first attempt. */
  retriesEnd: number;
  /** For another process that migrates. */
  turn: number;
  /** Between two checks of what it waits for. */
  watch: number;
}>;

const MINUTE = 60_000;

export const MIGRATION_TIMING: MigrationTiming = {
  lockTimeout: 1_500,
  patientLockTimeout: 30 * MINUTE,
  retriesEnd: 5 * MINUTE,
  turn: 60 * MINUTE,
  watch: 1_000,
};
