import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import { type EnrolmentLink, ensureEnrolmentLinkLeads } from '../../../domain/identity/enrolment-link.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { EnrolmentLinkId, MailboxId } from '../../../domain/shared/ids.ts';
import { addressAuditSubject } from '../../mail-domain/address-audit-subject.ts';
import { linkIdOf } from '../../notification/link-address.ts';
import type { Clock, TextDigest } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { findPasswordOwner, type PasswordOwner } from '../password/password-owner.ts';

type Stores = Pick<
  Repositories,
  'mailDomains' | 'mailboxes' | 'organizations' | 'authenticators' | 'enrolmentLinks' | 'audit'
>;
type Deps = { unitOfWork: UnitOfWork<Stores>; digest: TextDigest; clock: Clock };

type Live = Readonly<{ link: EnrolmentLink; owner: PasswordOwner }>;

/** @throws DomainError `enrolment_link.not_found`, `enrolment_link.already_enrolled`, and those of `ensureEnrolmentLinkLeads` */
async function lockLive(
  { clock, digest }: Omit<Deps, 'unitOfWork'>,
  stores: Stores,
  token: string,
): Promise<Live> {
  const id = linkIdOf<EnrolmentLinkId>(digest, token);
  const found = await stores.enrolmentLinks.find(id);
  // The mailbox is locked before its link, as by all who issue or end one.
  const owner = found && (await findPasswordOwner(stores, found.mailboxId, { locks: true }));
  const link = owner && (await stores.enrolmentLinks.lock(id));
  if (!owner || !link) throw new DomainError('enrolment_link.not_found', 'The link leads nowhere');
  ensureEnrolmentLinkLeads(link, clock.now());
  if ((await stores.authenticators.listOf(link.mailboxId)).length > 0) {
    throw new DomainError(
      'enrolment_link.already_enrolled',
      'They have a second factor, which proves another',
    );
  }
  return { link, owner };
}

/**
 * Uses a link up, by somebody who has given the password of `mailboxId` just before: resolves once for each link, at most, and
 * from then on the bearer may enrol their first factor for as long as the caller's proof is good. Of several at once, one is
 * let through.
 *
 * @param mailboxId whose password was given in this browser
 * @throws DomainError `enrolment_link.not_found` (also for the link of another mailbox, which stays as it was), `.expired`,
 *   `.used`, `.replaced`, `enrolment_link.already_enrolled`
 */
export type FollowEnrolmentLink = (
  attempt: Readonly<{ token: string; mailboxId: MailboxId; origin: RequestOrigin }>,
) => Promise<void>;

export const makeFollowEnrolmentLink =
  ({ unitOfWork, ...reading }: Deps): FollowEnrolmentLink =>
  ({ token, mailboxId, origin }) =>
    unitOfWork.run(async (stores) => {
      const { link, owner } = await lockLive(reading, stores, token);
      if (link.mailboxId !== mailboxId) {
        throw new DomainError('enrolment_link.not_found', 'The link is for another mailbox');
      }
      const at = reading.clock.now();
      await stores.enrolmentLinks.endOf(mailboxId, 'used', at);
      const by = { userId: null, origin };
      await stores.audit.append(by, {
        ...addressAuditSubject(owner.mailbox, owner.mailDomain, by),
        at,
        action: 'mailbox.enrolment_link_used',
      });
    });
