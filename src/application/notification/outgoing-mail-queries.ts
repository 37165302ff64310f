import type { OutgoingMailId } from '../../domain/shared/ids.ts';
import type { CursorRequest, Page } from '../shared/page.ts';
import type { Searched } from '../shared/searched.ts';
import type { MailTrouble, OutgoingMail, UnsentStatus } from './outgoing-mail-repository.ts';

/** Statuses of an unsent mail: waiting, or ended. */
export const UNSENT_MAIL_STATUSES = ['waiting', 'refused', 'given_up'] as const satisfies readonly (
  | 'waiting'
  | UnsentStatus
)[];
export type UnsentMailStatus = (typeof UNSENT_MAIL_STATUSES)[number];

/** An unsent mail without its content. */
export type UnsentMailView = Readonly<{
  id: OutgoingMailId;
  recipient: string;
  kind: OutgoingMail['kind'];
  status: UnsentMailStatus;
  trouble: MailTrouble | null;
  /** Whether its content is still stored. */
  isKept: boolean;
  createdAt: Date;
  /** For an ended mail, when it ended. */
  updatedAt: Date;
}>;

export type UnsentMailFilter = Readonly<{
  /** In the recipient's address; ignores letter case and accents; `%` and `_` are literal. */
  search?: Searched | undefined;
  /** Any of these statuses; all when absent. */
  statuses?: readonly UnsentMailStatus[] | undefined;
}>;
export type UnsentMailOrderField = 'created_at';

/** One round trip a page. */
export interface OutgoingMailQueries {
  /** Unsent mails to all recipients. */
  pageOfUnsent(
    filter: UnsentMailFilter,
    request: CursorRequest<UnsentMailOrderField>,
  ): Promise<Page<UnsentMailView>>;
}
