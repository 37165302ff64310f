import { mailboxAddress, outsideAddress } from '../../../domain/mailbox/mailbox.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import { addressAuditSubject } from '../../mail-domain/address-audit-subject.ts';
import { makeQueueMails } from '../../notification/queue-mail.ts';
import type { Actor } from '../../shared/actor.ts';
import type { Clock, IdGenerator, SecretGenerator, TextDigest } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { makeIssueEnrolmentLink } from '../enrolment-link/issue-enrolment-link.ts';
import type { SecondFactorSettings } from '../enrolment-link/second-factor-settings.ts';
import { findPasswordOwner } from '../password/password-owner.ts';
import { lockMailboxOf, type PlacedMailbox } from './factor-administrator.ts';

type Deps = {
  unitOfWork: UnitOfWork<
    Pick<
      Repositories,
      | 'mailDomains'
      | 'mailboxes'
      | 'organizations'
      | 'authenticators'
      | 'enrolmentLinks'
      | 'outgoingMails'
      | 'outbox'
      | 'audit'
    >
  >;
  clock: Clock;
  ids: IdGenerator;
  secrets: SecretGenerator;
  digest: TextDigest;
  secondFactorSettings: SecondFactorSettings;
};

/**
 * A link with which the owner of a mailbox may enrol their first second factor: the administrator sees it once, and passes it on; the
 * owner is told at both of their addresses that there is one. Whoever has a factor proves another one by it, and who lost theirs needs
 * a reset, which takes two: no link goes round that.
 *
 * @throws DomainError those of `lockMailboxOf`; `enrolment_link.already_enrolled`; `second_factor.not_offered` where owners of
 *   mailboxes have no identity
 */
export type HandOverEnrolmentLink = (
  by: Actor,
  target: PlacedMailbox,
) => Promise<Readonly<{ url: string; expiresAt: Date }>>;

export const makeHandOverEnrolmentLink = (deps: Deps): HandOverEnrolmentLink => {
  const { unitOfWork, clock, secondFactorSettings } = deps;
  const issueEnrolmentLink = makeIssueEnrolmentLink(deps);
  const queueMails = makeQueueMails(deps);

  return (by, target) =>
    unitOfWork.run(async (stores) => {
      const { mailDomain, mailbox } = await lockMailboxOf(stores, by, target, 'handOverEnrolmentLink');
      const mailboxId = mailbox.id;
      const owner =
        secondFactorSettings.isOffered && (await findPasswordOwner(stores, mailboxId, { locks: false }));
      if (!owner) throw new DomainError('second_factor.not_offered', 'Its owner has no identity here');
      if ((await stores.authenticators.listOf(mailboxId)).length > 0) {
        throw new DomainError('enrolment_link.already_enrolled', 'Its owner has a second factor');
      }
      const { language } = by;
      const { address: url, link } = await issueEnrolmentLink(stores, { mailboxId, language });
      await stores.audit.append(by, {
        ...addressAuditSubject(mailbox, mailDomain, by),
        at: clock.now(),
        action: 'mailbox.enrolment_link_issued',
      });
      const address = mailboxAddress(mailbox.localPart, mailDomain.name);
      const outside = outsideAddress(mailbox, mailDomain.name);
      const content = { kind: 'enrolment_link_issued', address } as const;
      await queueMails(
        stores,
        [address, ...(outside === null ? [] : [outside])].map((recipient) => ({
          recipient,
          language,
          mailboxId,
          content,
        })),
      );
      return { url, expiresAt: link.expiresAt };
    });
};
