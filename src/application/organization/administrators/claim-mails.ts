import type { Organization } from '../../../domain/organization/organization.ts';
import type { OrganizationClaim } from '../../../domain/organization/organization-claim.ts';
import { verifiedEmail } from '../../../domain/people/email-verification.ts';
import type { User } from '../../../domain/people/user.ts';
import { makeQueueMail } from '../../notification/queue-mail.ts';
import type { MailSettings } from '../../shared/settings/mail-settings.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories } from '../../unit-of-work.ts';

export type ClaimMailDeps = { clock: Clock; ids: IdGenerator; mailSettings: MailSettings };
/** The stores that mails about claims are written to, and their recipients read from. */
export type ClaimMailStores = Pick<Repositories, 'users' | 'outgoingMails' | 'outbox'>;

/** What a mail tells a claimant: the claim is pending, was decided, or another administrator was appointed meanwhile. */
export type ClaimNews = 'received' | 'approved' | 'rejected' | 'superseded';

const nameOf = (user: User): string =>
  [user.name, verifiedEmail(user)].filter((part) => part !== null).join(', ') || user.id;

/** Queues the mails about claims, in the transaction that changes them. */
export function makeClaimMails({ clock, ids, mailSettings }: ClaimMailDeps) {
  const queueMail = makeQueueMail({ clock, ids });
  const { siteUrl: link, defaultLanguage, claimsAddress } = mailSettings;
  return {
    /** Writes to the claimant in their language, if they have a verified address and an active account. */
    tellClaimant: async (
      { users, ...stores }: ClaimMailStores,
      { userId }: Pick<OrganizationClaim, 'userId'>,
      { name: organization }: Organization,
      news: ClaimNews,
    ): Promise<void> => {
      const claimant = await users.find(userId);
      const recipient = claimant?.isActive ? verifiedEmail(claimant) : null;
      if (!claimant || recipient === null) return;
      await queueMail(stores, {
        recipient,
        language: claimant.language,
        content: { kind: `organization_claim_${news}`, organization, link },
      });
    },

    /** Writes to the installation's address for claims, if there is one. */
    tellStaff: async (
      { users, ...stores }: ClaimMailStores,
      { userId, reason }: Pick<OrganizationClaim, 'userId' | 'reason'>,
      { name: organization }: Organization,
    ): Promise<void> => {
      const claimant = claimsAddress === undefined ? undefined : await users.find(userId);
      if (claimsAddress === undefined || !claimant) return;
      await queueMail(stores, {
        recipient: claimsAddress,
        language: defaultLanguage,
        content: { kind: 'organization_claim_filed', organization, claimant: nameOf(claimant), reason, link },
      });
    },
  };
}
