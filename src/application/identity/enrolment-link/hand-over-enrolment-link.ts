import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import { addressAuditSubject } from '../../mail-domain/address-audit-subject.ts';
import { lockMailboxFor } from '../../mailbox/lock-mailbox-for.ts';
import type { Actor } from '../../shared/actor.ts';
import type { Clock, SecretGenerator, TextDigest } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { findPasswordOwner } from '../password/password-owner.ts';
import { makeIssueEnrolmentLink } from './issue-enrolment-link.ts';
import type { SecondFactorSettings } from './second-factor-settings.ts';

type Stores = Pick<Repositories, 'mailDomains' | 'mailboxes' | 'organizations' | 'enrolmentLinks' | 'audit'>;
type Deps = {
  unitOfWork: UnitOfWork<Stores>;
  clock: Clock;
  secrets: SecretGenerator;
  digest: TextDigest;
  secondFactorSettings: SecondFactorSettings;
};

export type HandOverEnrolmentLink = (
  actor: Actor,
  slug: string,
  id: MailboxId,
) => Promise<Readonly<{ url: string; expiresAt: Date }>>;

/**
 * A link with which the owner of a mailbox may enrol their first second factor: the administrator sees it once, and passes it on.
 *
 * @throws DomainError `mail_domain.not_found`, `mailbox.not_found`, `mailbox.action_forbidden`, `mailbox.not_enabled`,
 *   `second_factor.not_offered` where owners of mailboxes have no identity
 */
export const makeHandOverEnrolmentLink = (deps: Deps): HandOverEnrolmentLink => {
  const { unitOfWork, clock, secondFactorSettings } = deps;
  const issueEnrolmentLink = makeIssueEnrolmentLink(deps);

  return (actor, slug, id) =>
    unitOfWork.run(async (stores) => {
      const { mailDomain, mailbox } = await lockMailboxFor(
        stores,
        actor,
        { slug, id },
        'handOverEnrolmentLink',
      );
      const owner =
        secondFactorSettings.isOffered && (await findPasswordOwner(stores, mailbox.id, { locks: false }));
      if (!owner) throw new DomainError('second_factor.not_offered', 'Its owner has no identity here');
      const { address, link } = await issueEnrolmentLink(stores, {
        mailboxId: mailbox.id,
        language: actor.language,
      });
      await stores.audit.append(actor, {
        ...addressAuditSubject(mailbox, mailDomain, actor),
        at: clock.now(),
        action: 'mailbox.enrolment_link_issued',
      });
      return { url: address, expiresAt: link.expiresAt };
    });
};
