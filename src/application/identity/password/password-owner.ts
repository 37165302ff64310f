import { type MailboxIdentity, mailboxIdentityOf } from '../../../domain/identity/mailbox-account.ts';
import type { PersonalTexts } from '../../../domain/identity/personal-texts.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import { displayNameOf, type Mailbox } from '../../../domain/mailbox/mailbox.ts';
import { changeOf } from '../../../domain/mailbox/provisioning.ts';
import type { Organization } from '../../../domain/organization/organization.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { Repositories } from '../../unit-of-work.ts';

/** Somebody who may sign in with a mailbox, with all that is known of them. */
export type PasswordOwner = Readonly<{
  account: MailboxIdentity;
  mailbox: Mailbox;
  mailDomain: MailDomain;
  organization: Organization;
}>;

type Stores = Pick<Repositories, 'mailboxes' | 'mailDomains' | 'organizations'>;

/** The owner of a mailbox; undefined when they may not sign in. The mailbox is locked when `locks`. */
export async function findPasswordOwner(
  { mailboxes, mailDomains, organizations }: Stores,
  id: MailboxId,
  { locks }: { readonly locks: boolean },
): Promise<PasswordOwner | undefined> {
  const mailbox = locks ? await mailboxes.lock(id) : await mailboxes.find(id);
  const mailDomain = mailbox && (await mailDomains.find(mailbox.mailDomainId));
  if (!mailDomain || mailDomain.organizationId === null) return undefined;
  const organization = await organizations.find(mailDomain.organizationId);
  if (!organization) return undefined;
  const [registrationId = null] = organization.registrationIds;
  const account = mailboxIdentityOf({
    mailbox,
    change: changeOf(mailbox),
    mailDomain,
    organization: { ...organization, registrationId },
  });
  return account && { account, mailbox, mailDomain, organization };
}

/** What a password of the owner must not be made of. */
export const personalTextsOf = ({
  account,
  mailbox,
  mailDomain,
  organization,
}: PasswordOwner): PersonalTexts => ({
  own: [
    account.address,
    mailbox.localPart,
    mailbox.firstName,
    mailbox.lastName,
    displayNameOf(mailbox),
    ...(mailbox.secondaryEmail === null ? [] : [mailbox.secondaryEmail]),
  ],
  around: [mailDomain.name, organization.name, ...organization.registrationIds],
});
