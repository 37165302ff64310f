import type { OutgoingMailId } from '../../domain/shared/ids.ts';
import type { Page, PageRequest } from '../shared/page.ts';
import type { MailTrouble, OutgoingMail, UnsentStatus } from './outgoing-mail-repository.ts';

/** What a mail that was not sent is: on its way, or over. */
export const UNSENT_MAIL_STATUSES = ['waiting', 'refused', 'given_up'] as const satisfies readonly (
  | 'waiting'
  | UnsentStatus
)[];
export type UnsentMailStatus = (typeof UNSENT_MAIL_STATUSES)[number];

/** A mail that was not sent, without what it says. */
export type UnsentMailView = Readonly<{
  id: OutgoingMailId;
  recipient: string;
  kind: OutgoingMail['kind'];
  status: UnsentMailStatus;
  trouble: MailTrouble | null;
  /** Whether its content is still there. */
  isKept: boolean;
  createdAt: Date;
  /** Of one that is over: when it ended. */
  updatedAt: Date;
}>;

export type UnsentMailFilter = Readonly<{
  /** Part of the recipient's address; letter case and accents do not count, `%` and `_` mean themselves. */
  search?: string | undefined;
  /** Of any of these; of any at all when absent. */
  statuses?: readonly UnsentMailStatus[] | undefined;
}>;
export type UnsentMailOrderField = 'created_at';

/** One round trip a page. */
export interface OutgoingMailQueries {
  /** All mails that were not sent, whoever they are for. */
  pageOfUnsent(
    filter: UnsentMailFilter,
    request: PageRequest<UnsentMailOrderField>,
  ): Promise<Page<UnsentMailView>>;
}
