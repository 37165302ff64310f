import type { JobHandler } from '../shared/jobs/job.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'outgoingMails'>>;
  clock: Clock;
  /** How long the content of a mail is kept that ended unsent. */
  mailKeptForSeconds: number;
};

/** Erases the content of mails that ended unsent and that nobody sent again in time. */
export const makeEraseUnsentMails =
  ({ unitOfWork, clock, mailKeptForSeconds }: Deps): JobHandler<'erase_unsent_mails'> =>
  async () => {
    const endedBefore = new Date(clock.now().getTime() - mailKeptForSeconds * 1000);
    await unitOfWork.run(({ outgoingMails }) => outgoingMails.eraseUnsent(endedBefore));
    return undefined;
  };
