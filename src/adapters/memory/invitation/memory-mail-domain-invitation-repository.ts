import type { MailDomainInvitationRepository } from '../../../application/invitation/invitation-repository.ts';
import type { MailDomainInvitation } from '../../../domain/invitation/mail-domain-invitation.ts';
import { isSameEmail } from '../../../domain/shared/email-address.ts';
import type { MailDomainId, MailDomainInvitationId } from '../../../domain/shared/ids.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

export class MemoryMailDomainInvitationRepository implements MailDomainInvitationRepository {
  constructor(private readonly tables: MemoryTables) {}

  async find(
    mailDomainId: MailDomainId,
    id: MailDomainInvitationId,
  ): Promise<MailDomainInvitation | undefined> {
    const invitation = this.tables.mailDomainInvitations.find(id);
    return invitation?.mailDomainId === mailDomainId ? invitation : undefined;
  }

  async findById(id: MailDomainInvitationId): Promise<MailDomainInvitation | undefined> {
    return this.tables.mailDomainInvitations.find(id);
  }

  async insert(invitation: MailDomainInvitation): Promise<void> {
    this.tables.mailDomainInvitations.insert(invitation);
  }

  async update({ id, expiresAt, updatedAt }: MailDomainInvitation): Promise<void> {
    this.tables.mailDomainInvitations.update(id, (stored) => ({ ...stored, expiresAt, updatedAt }));
  }

  async delete(id: MailDomainInvitationId): Promise<void> {
    this.tables.mailDomainInvitations.remove((invitation) => invitation.id === id);
  }

  async deleteFor(mailDomainId: MailDomainId, email: string): Promise<void> {
    this.tables.mailDomainInvitations.remove(
      (invitation) => invitation.mailDomainId === mailDomainId && isSameEmail(invitation.email, email),
    );
  }
}
