import type { MailDomainInvitationQueries } from '../../../application/invitation/invitation-queries.ts';
import type { Mailed } from '../../../application/notification/invitation-mail.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { MailDomainInvitation } from '../../../domain/invitation/mail-domain-invitation.ts';
import type { MailDomainId, MailDomainInvitationId } from '../../../domain/shared/ids.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { pageOf } from '../engine/page-of.ts';
import { invitationMail } from './invitation-mail.ts';

const ORDER = { created_at: ({ createdAt }: MailDomainInvitation) => createdAt };

export class MemoryMailDomainInvitationQueries implements MailDomainInvitationQueries {
  constructor(private readonly store: MemoryStore) {}

  async page(
    mailDomainId: MailDomainId,
    request: PageRequest<'created_at'>,
  ): Promise<Page<Mailed<MailDomainInvitation>>> {
    const found = this.store.tables.mailDomainInvitations.all(
      (candidate) => candidate.mailDomainId === mailDomainId,
    );
    const { total, items } = pageOf(found, request, ORDER);
    return { total, items: items.map((item) => this.#mailed(item)) };
  }

  async find(
    mailDomainId: MailDomainId,
    id: MailDomainInvitationId,
  ): Promise<Mailed<MailDomainInvitation> | undefined> {
    const invitation = this.store.tables.mailDomainInvitations.find(id);
    return invitation?.mailDomainId === mailDomainId ? this.#mailed(invitation) : undefined;
  }

  #mailed(invitation: MailDomainInvitation): Mailed<MailDomainInvitation> {
    return { ...invitation, ...invitationMail(this.store.tables, invitation.id) };
  }
}
