import type {
  MailboxAccountForSignIn,
  MailboxAccountQueries,
} from '../../../application/identity/account/mailbox-account-queries.ts';
import { effectiveDate } from '../../../domain/identity/administration/second-factor-policy.ts';
import { type MailboxAccount, mailboxIdentityOf } from '../../../domain/identity/mailbox-account.ts';
import { soughtMailbox } from '../../../domain/identity/sought-mailbox.ts';
import type { Mailbox } from '../../../domain/mailbox/mailbox.ts';
import { changeOf } from '../../../domain/mailbox/provisioning.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { MemoryStore } from '../engine/memory-store.ts';

export class MemoryMailboxAccountQueries implements MailboxAccountQueries {
  /** @param requiredEverywhereFrom from when on every domain requires a second factor */
  constructor(
    private readonly store: MemoryStore,
    private readonly requiredEverywhereFrom: Date | null,
  ) {}

  async find(id: MailboxId): Promise<MailboxAccount | undefined> {
    const mailbox = this.store.tables.mailboxes.find(id);
    return mailbox && this.#accountOf(mailbox);
  }

  async findByAddress(address: string): Promise<MailboxAccountForSignIn | undefined> {
    const sought = soughtMailbox(address);
    if (!sought) return undefined;
    const { mailDomains, mailboxes } = this.store.tables;
    const [mailbox] = sought.domainNames.flatMap((name) =>
      mailDomains
        .all((domain) => domain.name === name)
        .flatMap(({ id }) =>
          mailboxes.all(
            ({ mailDomainId, localPart }) => mailDomainId === id && localPart === sought.localPart,
          ),
        ),
    );
    const account = mailbox && this.#accountOf(mailbox);
    if (!account) return undefined;
    const { passwordHash, secondaryEmail } = mailbox;
    return { ...account, passwordHash, secondaryEmail };
  }

  #accountOf(mailbox: Mailbox): MailboxAccount | undefined {
    const { authenticators, mailDomains, organizations, secondFactorPolicies } = this.store.tables;
    const mailDomain = mailDomains.find(mailbox.mailDomainId);
    const organization = mailDomain?.organizationId
      ? organizations.find(mailDomain.organizationId)
      : undefined;
    const identity =
      mailDomain &&
      mailboxIdentityOf({
        mailbox,
        change: changeOf(mailbox),
        mailDomain,
        organization: organization
          ? { ...organization, registrationId: organization.registrationIds[0] ?? null }
          : null,
      });
    const isEnrolled = authenticators.has(({ mailboxId }) => mailboxId === mailbox.id);
    const ofDomain = secondFactorPolicies.find(mailbox.mailDomainId)?.requiredFrom ?? null;
    const requiredFrom = effectiveDate(ofDomain, this.requiredEverywhereFrom);
    return identity && { ...identity, secondFactor: { isEnrolled, requiredFrom } };
  }
}
