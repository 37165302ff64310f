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
};

/** How long a link is kept, beside the time of a mail that ended unsent, in which one may still be sent: five days and one. */
const LINK_KEPT_MS = 6 * 24 * 3600 * 1000;

/** Erases the content of unsent mails that staff did not send again in time, and links that no mail can contain any more. */
export const makeEraseUnsentMails =
  ({ unitOfWork, clock, mailKeptForSeconds }: Deps): JobHandler<'erase_unsent_mails'> =>
  async () => {
    const endedBefore = new Date(clock.now().getTime() - mailKeptForSeconds * 1000);
    await unitOfWork.run(({ outgoingMails }) => outgoingMails.eraseUnsent(endedBefore));
    const overBefore = new Date(endedBefore.getTime() - LINK_KEPT_MS);
    await unitOfWork.run(({ mailLinks }) => mailLinks.forgetEnded(overBefore));
    await unitOfWork.run(({ passwordLinks }) => passwordLinks.forgetExpired(overBefore));
    await unitOfWork.run(({ enrolmentLinks }) => enrolmentLinks.forgetExpired(overBefore));
    return undefined;
  };
