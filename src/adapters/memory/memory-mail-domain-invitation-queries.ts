import type { MailDomainInvitationQueries } from '../../application/ports/mail-domain-people-queries.ts';
import type { Page, PageRequest } from '../../application/ports/queries.ts';
import type { MailDomainInvitation } from '../../domain/mail/mail-domain-invitation.ts';
import type { MailDomainId, MailDomainInvitationId } from '../../domain/shared/ids.ts';
import type { MemoryStore } from './memory-store.ts';
import { pageOf } from './page-of.ts';

const ORDER = { created_at: ({ createdAt }: MailDomainInvitation) => createdAt };

export class MemoryMailDomainInvitationQueries implements MailDomainInvitationQueries {
  constructor(private readonly store: MemoryStore) {}

  async page(
    mailDomainId: MailDomainId,
    request: PageRequest<'created_at'>,
  ): Promise<Page<MailDomainInvitation>> {
    const found = this.store.tables.mailDomainInvitations.all(
      (candidate) => candidate.mailDomainId === mailDomainId,
    );
    return pageOf(found, request, ORDER);
  }

  async find(
    mailDomainId: MailDomainId,
    id: MailDomainInvitationId,
  ): Promise<MailDomainInvitation | undefined> {
    const invitation = this.store.tables.mailDomainInvitations.find(id);
    return invitation?.mailDomainId === mailDomainId ? invitation : undefined;
  }
}
