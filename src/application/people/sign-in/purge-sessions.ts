import type { JobHandler } from '../../shared/jobs/job.ts';
import type { Clock } from '../../shared/system.ts';
import type { ActionCounters } from '../../shared/throttling/action-counters.ts';
import type { SessionStore } from '../session-store.ts';

/** Longer than anything is counted over. */
const LONGEST_COUNTED_MS = 2 * 24 * 3600 * 1000;

/** Deletes expired sessions and logout tokens, and counters that count nothing any more. */
export const makePurgeSessions =
  ({
    sessions,
    actionCounters,
    clock,
  }: {
    sessions: SessionStore;
    actionCounters: ActionCounters;
    clock: Clock;
  }): JobHandler<'purge_sessions'> =>
  async () => {
    const now = clock.now();
    await sessions.purge(now);
    await actionCounters.forgetIdle(new Date(now.getTime() - LONGEST_COUNTED_MS));
    return undefined;
  };
