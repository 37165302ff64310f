import type { JobHandler } from '../../shared/jobs/job.ts';
import type { Clock } from '../../shared/system.ts';
import type { OpenidRecords } from './openid-records.ts';

/** Deletes expired sessions, codes, tokens, permissions and unfinished sign-ins of the OpenID provider. */
export const makePurgeOpenidRecords =
  ({
    openidRecords,
    clock,
  }: {
    openidRecords: OpenidRecords;
    clock: Clock;
  }): JobHandler<'purge_openid_records'> =>
  async () => {
    await openidRecords.purge(clock.now());
    return undefined;
  };
