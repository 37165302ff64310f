import type { AuditAuthor } from '../../../domain/audit/audit-entry.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import { ensureMay } from '../../../domain/mail-domain/mail-domain-access.ts';
import { ensureMayManageMailDomains } from '../../../domain/mail-domain/mail-domain-management.ts';
import type { Mailbox } from '../../../domain/mailbox/mailbox.ts';
import {
  ensureNotForOneself,
  ensurePossible,
  type MailboxAction,
} from '../../../domain/mailbox/mailbox-access.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailboxId, MailDomainId } from '../../../domain/shared/ids.ts';
import type { Language } from '../../../domain/shared/language.ts';
import type { MailDomainQueries } from '../../mail-domain/mail-domain-queries.ts';
import { readVisibleMailDomain } from '../../mail-domain/read-mail-domains.ts';
import { lockMailboxFor } from '../../mailbox/lock-mailbox-for.ts';
import type { Actor } from '../../shared/actor.ts';
import type { Repositories } from '../../unit-of-work.ts';
import type { SecondFactorQueries } from './second-factor-queries.ts';

/** An operator at the command line, as staff. */
type FactorOperator = AuditAuthor &
  Readonly<{ userId: null; isStaff: true; email: null; language: Language }>;
/** Who looks after the second factors of a domain's people. */
export type FactorAdministrator = Actor | FactorOperator;

/** A domain: by its slug, for those with an access to it; by its id, for staff. */
export type Place = Readonly<
  { slug: string; mailDomainId?: never } | { mailDomainId: MailDomainId; slug?: never }
>;
/** A mailbox of a domain. */
export type PlacedMailbox = Readonly<{ place: Place; id: MailboxId }>;

const noDomain = () => new DomainError('mail_domain.not_found', 'No such mail domain');

/** A person: operators have no accesses. */
function asActor(by: FactorAdministrator): Actor {
  if (by.userId === null) throw noDomain();
  return by;
}

type Reading = { mailDomainQueries: MailDomainQueries; secondFactorQueries: SecondFactorQueries };

/**
 * A domain whose second factors `by` may look after: as its owner or administrator, or as staff.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`
 */
export async function findDomainFor(
  { mailDomainQueries, secondFactorQueries }: Reading,
  by: FactorAdministrator,
  place: Place,
): Promise<Pick<MailDomain, 'id' | 'name'>> {
  if (place.mailDomainId === undefined) {
    const { role, ...mailDomain } = await readVisibleMailDomain(mailDomainQueries, asActor(by), place.slug);
    ensureMay(role, 'manageSecondFactors');
    return mailDomain;
  }
  ensureMayManageMailDomains(by.isStaff, 'secondFactors');
  const found = await secondFactorQueries.findDomain(place.mailDomainId);
  if (!found) throw noDomain();
  return found;
}

/** As `findDomainFor`, and locks the domain. */
export async function lockDomainFor(
  { mailDomains, mailDomainAccesses }: Pick<Repositories, 'mailDomains' | 'mailDomainAccesses'>,
  by: FactorAdministrator,
  place: Place,
): Promise<MailDomain> {
  if (place.mailDomainId !== undefined) {
    ensureMayManageMailDomains(by.isStaff, 'secondFactors');
    const mailDomain = await mailDomains.lock(place.mailDomainId);
    if (!mailDomain) throw noDomain();
    return mailDomain;
  }
  const { userId } = asActor(by);
  const mailDomain = await mailDomains.lockBySlug(place.slug);
  const role = mailDomain && (await mailDomainAccesses.standing(mailDomain.id, userId)).role;
  ensureMay(role, 'manageSecondFactors');
  if (!mailDomain) throw noDomain();
  return mailDomain;
}

/**
 * As `lockMailboxFor`, also for staff, who may do with every mailbox what its administrators may. Accesses to the domain do not
 * change until the end of the transaction.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`, `mailbox.not_found`,
 *   `mailbox.action_forbidden`, and those of `ensurePossible`
 */
export async function lockMailboxOf(
  stores: Pick<Repositories, 'mailDomains' | 'mailboxes'>,
  by: FactorAdministrator,
  { place, id }: PlacedMailbox,
  action: MailboxAction,
): Promise<Readonly<{ mailDomain: MailDomain; mailbox: Mailbox }>> {
  if (place.mailDomainId === undefined) {
    return lockMailboxFor(stores, asActor(by), { slug: place.slug, id }, action);
  }
  ensureMayManageMailDomains(by.isStaff, 'secondFactors');
  const mailDomain = await stores.mailDomains.lock(place.mailDomainId);
  if (!mailDomain) throw noDomain();
  const mailbox = await stores.mailboxes.lock(id);
  if (mailbox?.mailDomainId !== mailDomain.id) {
    throw new DomainError('mailbox.not_found', 'No such mailbox');
  }
  ensureNotForOneself(action, mailbox, mailDomain, by.email);
  ensurePossible(action, mailbox, mailDomain);
  return { mailDomain, mailbox };
}
