import type { MailDomainInvitation } from '../../domain/invitation/mail-domain-invitation.ts';
import type { MailDomainId, MailDomainInvitationId } from '../../domain/shared/ids.ts';
import type { Mailed } from '../notification/invitation-mail.ts';
import type { Page, PageRequest } from '../shared/page.ts';

/** Two round trips a page. */
export interface MailDomainInvitationQueries {
  page(
    mailDomainId: MailDomainId,
    request: PageRequest<'created_at'>,
  ): Promise<Page<Mailed<MailDomainInvitation>>>;
  find(
    mailDomainId: MailDomainId,
    id: MailDomainInvitationId,
  ): Promise<Mailed<MailDomainInvitation> | undefined>;
}
