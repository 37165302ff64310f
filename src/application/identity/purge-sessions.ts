import type { JobHandler } from '../jobs/job.ts';
import type { SessionStore } from '../ports/session-store.ts';
import type { Clock } from '../ports/system.ts';

/** Forgets expired sessions and logout tokens. */
export const makePurgeSessions =
  ({ sessions, clock }: { sessions: SessionStore; clock: Clock }): JobHandler<'purge_sessions'> =>
  async () => {
    await sessions.purge(clock.now());
    return undefined;
  };
