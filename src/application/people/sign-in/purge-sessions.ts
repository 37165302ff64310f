import { BY_JOB } from '../../../domain/audit/audit-entry.ts';
import type { JobHandler } from '../../shared/jobs/job.ts';
import type { Clock } from '../../shared/system.ts';
import type { ActionCounters } from '../../shared/throttling/action-counters.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { SessionStore } from '../session-store.ts';
import { entryOf } from './first-staff/name-first-staff.ts';

/** Longer than anything is counted over. */
const LONGEST_COUNTED_MS = 2 * 24 * 3600 * 1000;

/** Deletes expired sessions, logout tokens and permissions, notes that nobody became staff by theirs, and deletes counters that count nothing any more. */
export const makePurgeSessions =
  ({
    sessions,
    actionCounters,
    unitOfWork,
    clock,
  }: {
    sessions: SessionStore;
    actionCounters: ActionCounters;
    unitOfWork: UnitOfWork<Pick<Repositories, 'levelWaivers' | 'firstStaff' | 'audit'>>;
    clock: Clock;
  }): JobHandler<'purge_sessions'> =>
  async () => {
    const now = clock.now();
    await sessions.purge(now);
    await unitOfWork.run(async ({ levelWaivers, firstStaff, audit }) => {
      await levelWaivers.forgetExpired(now);
      const unused = await firstStaff.takeExpired(now);
      const entries = unused.map((one) => entryOf(one, 'installation.first_staff_expired', now));
      await audit.appendAll(BY_JOB, entries);
    });
    await actionCounters.forgetIdle(new Date(now.getTime() - LONGEST_COUNTED_MS));
    return undefined;
  };
