import {
  dayOf,
  effectiveDate,
  ensureMaySetDate,
} from '../../../domain/identity/administration/second-factor-policy.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import { mailDomainAuditSubject } from '../../mail-domain/mail-domain-audit-subject.ts';
import { makeQueueMails } from '../../notification/queue-mail.ts';
import type { MailSettings } from '../../shared/settings/mail-settings.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { SecondFactorSettings } from '../enrolment-link/second-factor-settings.ts';
import { type FactorAdministrator, lockDomainFor, type Place } from './factor-administrator.ts';

type Deps = {
  unitOfWork: UnitOfWork<
    Pick<
      Repositories,
      | 'mailDomains'
      | 'mailDomainAccesses'
      | 'secondFactorPolicies'
      | 'factorResets'
      | 'outgoingMails'
      | 'outbox'
      | 'audit'
    >
  >;
  clock: Clock;
  ids: IdGenerator;
  mailSettings: Pick<MailSettings, 'siteUrl'>;
  secondFactorSettings: Pick<SecondFactorSettings, 'isOffered' | 'requiredFrom'>;
};

type Wanted = Readonly<{
  /** Null to lift the requirement of the domain; that of the installation stays. */
  requiredFrom: Date | null;
  /** Whether it may be nearer than people are usually given: in an emergency, by operators. */
  isUrgent?: boolean;
}>;

/**
 * Sets, moves or lifts the date from which a domain requires a second factor. Its people are told of a date by jobs; all owners and
 * administrators of the domain are told of every change, whoever made it: nobody lifts alone, unseen, what binds themselves.
 * Without a change nothing happens.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`, `second_factor.not_offered`, and those of
 *   `ensureMaySetDate`
 */
export type SetSecondFactorDate = (by: FactorAdministrator, place: Place, wanted: Wanted) => Promise<void>;

export const makeSetSecondFactorDate = ({
  unitOfWork,
  clock,
  ids,
  mailSettings,
  secondFactorSettings,
}: Deps): SetSecondFactorDate => {
  const queueMails = makeQueueMails({ clock, ids });
  return (by, place, { requiredFrom, isUrgent = false }) =>
    unitOfWork.run(async (stores) => {
      const mailDomain = await lockDomainFor(stores, by, place);
      if (!secondFactorSettings.isOffered) {
        throw new DomainError('second_factor.not_offered', 'Owners of mailboxes have no identity here');
      }
      const { id: mailDomainId, name: domain, slug } = mailDomain;
      const before = (await stores.secondFactorPolicies.find(mailDomainId))?.requiredFrom ?? null;
      if (before?.getTime() === requiredFrom?.getTime()) return;
      const at = clock.now();
      if (requiredFrom === null) await stores.secondFactorPolicies.delete(mailDomainId);
      else {
        const counting = effectiveDate(before, secondFactorSettings.requiredFrom);
        if (!isUrgent) ensureMaySetDate(counting, requiredFrom, at);
        await stores.secondFactorPolicies.put({ mailDomainId, requiredFrom, setAt: at });
        await stores.outbox.append(
          { name: 'announce_second_factor', mailDomainId },
          { key: `announce_second_factor:${mailDomainId}` },
        );
      }
      const [former, present] = [before, requiredFrom].map((date) => date && dayOf(date));
      await stores.audit.append(by, {
        ...mailDomainAuditSubject(mailDomain, by),
        at,
        action: 'mail_domain.second_factor_date_changed',
        details: { requiredFrom: { before: former ?? null, after: present ?? null } },
      });
      const link = `${mailSettings.siteUrl}/mail-domains/${slug}/`;
      const content = present
        ? ({ kind: 'second_factor_date_changed', domain, requiredFrom: present, link } as const)
        : ({ kind: 'second_factor_date_changed', domain, link } as const);
      const guardians = await stores.factorResets.guardiansOf(mailDomainId);
      await queueMails(
        stores,
        guardians.flatMap(({ isManager, email: recipient, language }) =>
          isManager && recipient !== null ? [{ recipient, language, content }] : [],
        ),
      );
    });
};
