import type { JobHandler } from '../../shared/jobs/job.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { endFormerAccounts } from './end-mailbox-sessions.ts';
import type { OpenidRecords } from './openid-records.ts';

/**
 * Deletes expired sessions, codes, tokens, permissions and unfinished sign-ins of the OpenID provider. Accounts that ended
 * unnoticed, as by a change in the database itself, are signed out; till then their tokens are of no use either.
 */
export const makePurgeOpenidRecords =
  ({
    openidRecords,
    unitOfWork,
    clock,
  }: {
    openidRecords: OpenidRecords;
    unitOfWork: UnitOfWork<Pick<Repositories, 'openidSessions' | 'outbox'>>;
    clock: Clock;
  }): JobHandler<'purge_openid_records'> =>
  async () => {
    const now = clock.now();
    await openidRecords.purge(now);
    await unitOfWork.run((stores) => endFormerAccounts(stores, { everywhere: true }, now));
    return undefined;
  };
