import type { JobHandler } from '../../shared/jobs/job.ts';
import type { Clock } from '../../shared/system.ts';
import type { SessionStore } from '../session-store.ts';

/** Deletes expired sessions and logout tokens. */
export const makePurgeSessions =
  ({ sessions, clock }: { sessions: SessionStore; clock: Clock }): JobHandler<'purge_sessions'> =>
  async () => {
    await sessions.purge(clock.now());
    return undefined;
  };
