import type { JobHandler } from '../shared/jobs/job.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';

type Deps = {
  unitOfWork: UnitOfWork<
    Pick<Repositories, 'outgoingMails' | 'mailLinks' | 'passwordLinks' | 'enrolmentLinks'>
  >;
  clock: Clock;
  /** How long the content of an unsent mail is kept. */
  mailKeptForSeconds: number;
  /** Days after which a mail that has ended is forgotten. */
  mailLogRetentionDays: number;
};

/** How long a link is kept, beside the time of a mail that ended unsent, in which one may still be sent: five days and one. */
const LINK_KEPT_MS = 6 * 24 * 3600 * 1000;

/** Mails forgotten in one transaction; other jobs run in between. */
const BATCH = 2_000;
const DAY_MS = 24 * 3600 * 1000;

/** Erases the content of unsent mails that staff did not send again in time, links that no mail can contain any more, and mails that ended long ago. */
export const makeEraseUnsentMails =
  ({ unitOfWork, clock, mailKeptForSeconds, mailLogRetentionDays }: Deps): JobHandler<'erase_unsent_mails'> =>
  async () => {
    const endedBefore = new Date(clock.now().getTime() - mailKeptForSeconds * 1000);
    await unitOfWork.run(({ outgoingMails }) => outgoingMails.eraseUnsent(endedBefore));
    const overBefore = new Date(endedBefore.getTime() - LINK_KEPT_MS);
    await unitOfWork.run(({ mailLinks }) => mailLinks.forgetEnded(overBefore));
    await unitOfWork.run(({ passwordLinks }) => passwordLinks.forgetExpired(overBefore));
    await unitOfWork.run(({ enrolmentLinks }) => enrolmentLinks.forgetExpired(overBefore));
    const forgottenBefore = new Date(clock.now().getTime() - mailLogRetentionDays * DAY_MS);
    const forgotten = await unitOfWork.run(({ outgoingMails }) =>
      outgoingMails.forgetEnded(forgottenBefore, BATCH),
    );
    return forgotten < BATCH ? undefined : { retryInSeconds: 0 };
  };
