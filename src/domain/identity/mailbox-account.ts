import type { MailDomain } from '../mail-domain/mail-domain.ts';
import { type Mailbox, mailboxAddress } from '../mailbox/mailbox.ts';
import type { MailboxChange } from '../mailbox/mailbox-change.ts';
import { staysEnabled } from '../mailbox/provisioning.ts';
import type { Organization } from '../organization/organization.ts';
import { normalizeRegistrationId } from '../organization/registration-id.ts';
import { isValidSiret, type Siret } from '../organization/siret.ts';
import { normalizeDomain } from '../shared/domain-name.ts';
import type { MailboxId, MailDomainId, OrganizationId } from '../shared/ids.ts';

/** A mailbox as the identity of its owner, who may sign in. */
export type MailboxIdentity = Readonly<{
  mailboxId: MailboxId;
  mailDomainId: MailDomainId;
  /** Lower case; the domain in ASCII, as DNS has it. */
  address: string;
  firstName: string;
  lastName: string;
  organizationId: OrganizationId;
  /** The first registration id of the organization, when that is a SIRET with right check digits. */
  siret: Siret | null;
}>;

/** What is known of somebody's second factor before they prove it. */
export type SecondFactorState = Readonly<{
  /** Whether they have an authenticator: their password alone is no sign-in then. */
  isEnrolled: boolean;
  /** From when on their domain requires one; null where it does not. */
  requiredFrom: Date | null;
}>;

/** An identity with what its sign-in has to prove. */
export type MailboxAccount = MailboxIdentity & Readonly<{ secondFactor: SecondFactorState }>;

/** What decides whether the owner of a mailbox may sign in. */
export type MailboxIdentityFacts = Readonly<{
  mailbox: Pick<Mailbox, 'id' | 'localPart' | 'firstName' | 'lastName' | 'status'>;
  /** What is pending of the mailbox; null when nothing is. */
  change: Pick<MailboxChange, 'active'> | null;
  mailDomain: Pick<MailDomain, 'id' | 'name' | 'status'>;
  /** `registrationId`: the first one, if any. Null for a domain without organization. */
  organization: (Pick<Organization, 'id' | 'isActive'> & Readonly<{ registrationId: string | null }>) | null;
}>;

function siretOf(registrationId: string | null): Siret | null {
  const id = normalizeRegistrationId(registrationId ?? '');
  return isValidSiret(id) ? id : null;
}

/**
 * The identity of a mailbox's owner; undefined when they may not sign in: mailbox and domain have to be enabled, and the
 * organization of the domain active. A mailbox that is to be disabled is none, though the provisioner has yet to do it.
 */
export function mailboxIdentityOf({
  mailbox,
  change,
  mailDomain,
  organization,
}: MailboxIdentityFacts): MailboxIdentity | undefined {
  if (!staysEnabled(mailbox.status, change)) return undefined;
  if (mailDomain.status !== 'enabled' || !organization?.isActive) return undefined;
  return {
    mailboxId: mailbox.id,
    mailDomainId: mailDomain.id,
    address: mailboxAddress(mailbox.localPart, normalizeDomain(mailDomain.name)),
    firstName: mailbox.firstName,
    lastName: mailbox.lastName,
    organizationId: organization.id,
    siret: siretOf(organization.registrationId),
  };
}
