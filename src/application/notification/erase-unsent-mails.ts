import type { JobHandler } from '../shared/jobs/job.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'outgoingMails'>>;
  clock: Clock;
  /** How long the content of an unsent mail is kept. */
  mailKeptForSeconds: number;
};

/** Erases the content of unsent mails that staff did not send again in time. */
export const makeEraseUnsentMails =
  ({ unitOfWork, clock, mailKeptForSeconds }: Deps): JobHandler<'erase_unsent_mails'> =>
  async () => {
    const endedBefore = new Date(clock.now().getTime() - mailKeptForSeconds * 1000);
    await unitOfWork.run(({ outgoingMails }) => outgoingMails.eraseUnsent(endedBefore));
    return undefined;
  };
