import type { JobHandler } from '../../shared/jobs/job.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { REMEMBERED_MS } from './remembered.ts';

type Deps = { unitOfWork: UnitOfWork<Pick<Repositories, 'mailboxBulkChanges'>>; clock: Clock };

/** Forgets bulk changes that cannot be read again: the audit log keeps who did what. */
export const makeForgetBulkChanges =
  ({ unitOfWork, clock }: Deps): JobHandler<'forget_bulk_changes'> =>
  async () => {
    const before = new Date(clock.now().getTime() - REMEMBERED_MS);
    await unitOfWork.run(({ mailboxBulkChanges }) => mailboxBulkChanges.forget(before));
    return undefined;
  };
