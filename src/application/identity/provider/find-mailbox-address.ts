import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { MailboxAccountQueries } from '../account/mailbox-account-queries.ts';

/** The address of a mailbox whose owner may sign in; undefined for all others. */
export type FindMailboxAddress = (mailboxId: MailboxId) => Promise<string | undefined>;

export const makeFindMailboxAddress =
  ({
    mailboxAccountQueries,
  }: {
    mailboxAccountQueries: Pick<MailboxAccountQueries, 'find'>;
  }): FindMailboxAddress =>
  async (mailboxId) =>
    (await mailboxAccountQueries.find(mailboxId))?.address;
