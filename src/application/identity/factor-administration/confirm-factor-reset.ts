import {
  confirmersAmong,
  ensureMayConfirm,
  ownsMailbox,
} from '../../../domain/identity/administration/factor-reset.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import type { Mailbox } from '../../../domain/mailbox/mailbox.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { FactorResetId } from '../../../domain/shared/ids.ts';
import { addressAuditSubject } from '../../mail-domain/address-audit-subject.ts';
import type { Actor } from '../../shared/actor.ts';
import type { SecretGenerator, TextDigest } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { MailboxAccountQueries } from '../account/mailbox-account-queries.ts';
import { makeIssueEnrolmentLink } from '../enrolment-link/issue-enrolment-link.ts';
import type { SecondFactorSettings } from '../enrolment-link/second-factor-settings.ts';
import { endMailboxSessions } from '../provider/end-mailbox-sessions.ts';
import { type FactorAdministrator, lockMailboxOf, type PlacedMailbox } from './factor-administrator.ts';
import { makeQueueResetMails, type ResetMailDeps, toldOf } from './reset-mails.ts';

type Stores = Pick<
  Repositories,
  | 'mailDomains'
  | 'mailboxes'
  | 'authenticators'
  | 'recoveryCodes'
  | 'factorResets'
  | 'enrolmentLinks'
  | 'openidSessions'
  | 'outgoingMails'
  | 'outbox'
  | 'audit'
>;
type Deps = ResetMailDeps & {
  unitOfWork: UnitOfWork<Stores>;
  secrets: SecretGenerator;
  digest: TextDigest;
  secondFactorSettings: SecondFactorSettings;
};

/** A link for the owner to enrol with, where it was asked for: shown this once, to be passed on. */
export type FactorsReset = Readonly<{ link: Readonly<{ url: string; expiresAt: Date }> | null }>;
type How = Readonly<{ withLink: boolean }>;

/** Takes everything from the owner of a locked mailbox that is a second factor, or was begun to become one. */
const makeResetFactors = (deps: Deps) => {
  const { clock } = deps;
  const queueResetMails = makeQueueResetMails(deps);
  const issueEnrolmentLink = makeIssueEnrolmentLink(deps);

  return async (
    stores: Stores,
    {
      mailbox,
      mailDomain,
      by,
    }: Readonly<{ mailbox: Mailbox; mailDomain: MailDomain; by: FactorAdministrator }>,
    { withLink }: How,
  ): Promise<FactorsReset> => {
    const at = clock.now();
    const removed = await stores.authenticators.removeAllOf([mailbox.id]);
    await stores.recoveryCodes.removeAllOf([mailbox.id]);
    await stores.enrolmentLinks.endOf(mailbox.id, 'withdrawn', at);
    const sessions = await endMailboxSessions(stores, [mailbox.id], deps);
    await stores.audit.append(by, {
      ...addressAuditSubject(mailbox, mailDomain, by),
      at,
      action: 'mailbox.factors_reset',
      details: { kinds: removed.map(({ kind }) => kind).sort(), sessions },
    });
    const owns = (email: string | null) => ownsMailbox(mailbox, mailDomain, email);
    const guardians = await stores.factorResets.guardiansOf(mailDomain.id);
    await queueResetMails(stores, { mailbox, mailDomain, by }, 'done', toldOf(guardians, { owns, by }));
    if (!withLink) return { link: null };
    const { address: url, link } = await issueEnrolmentLink(stores, {
      mailboxId: mailbox.id,
      language: by.language,
    });
    await stores.audit.append(by, {
      ...addressAuditSubject(mailbox, mailDomain, by),
      at,
      action: 'mailbox.enrolment_link_issued',
    });
    return { link: { url, expiresAt: link.expiresAt } };
  };
};

/**
 * Confirms a request, and carries it out: authenticators and recovery codes are gone, sessions end, the owner and the other
 * administrators are told. Of two confirmations at once, one finds the request.
 *
 * @throws DomainError those of `lockMailboxOf` and `ensureMayConfirm`; `factor_reset.not_found` when it was confirmed, cancelled or
 *   replaced
 */
export type ConfirmFactorReset = (
  by: Actor,
  target: PlacedMailbox & Readonly<{ resetId: FactorResetId }>,
  how: How,
) => Promise<FactorsReset>;

export const makeConfirmFactorReset = (deps: Deps): ConfirmFactorReset => {
  const resetFactors = makeResetFactors(deps);
  return (by, target, how) =>
    deps.unitOfWork.run(async (stores) => {
      const { mailDomain, mailbox } = await lockMailboxOf(stores, by, target, 'resetFactors');
      const reset = await stores.factorResets.findOf(mailbox.id);
      if (reset?.id !== target.resetId) throw new DomainError('factor_reset.not_found', 'No such request');
      const guardians = await stores.factorResets.guardiansOf(mailDomain.id);
      const owns = (email: string | null) => ownsMailbox(mailbox, mailDomain, email);
      ensureMayConfirm(reset, {
        by: by.userId,
        isOwner: owns(by.email),
        guardians,
        hasOthers: confirmersAmong(guardians, reset.requestedBy, owns).length > 0,
        now: deps.clock.now(),
      });
      await stores.factorResets.remove(reset.id);
      return resetFactors(stores, { mailbox, mailDomain, by }, how);
    });
};

/**
 * Resets the factors of a mailbox's owner at once, by an operator of the installation: for emergencies, also where nobody of the
 * domain can act. A request that was pending is settled with it.
 *
 * @param address of a mailbox whose owner may sign in
 * @throws DomainError `mailbox.not_found`, and those of `ensurePossible`
 */
export type ResetFactorsAtOnce = (
  by: Extract<FactorAdministrator, { readonly userId: null }>,
  address: string,
  how: How,
) => Promise<FactorsReset>;

export const makeResetFactorsAtOnce = (
  deps: Deps & { mailboxAccountQueries: MailboxAccountQueries },
): ResetFactorsAtOnce => {
  const resetFactors = makeResetFactors(deps);
  return async (by, address, how) => {
    const account = await deps.mailboxAccountQueries.findByAddress(address);
    if (!account) throw new DomainError('mailbox.not_found', 'Nobody signs in with that address');
    const { mailDomainId, mailboxId: id } = account;
    return deps.unitOfWork.run(async (stores) => {
      const target = { place: { mailDomainId }, id };
      const { mailDomain, mailbox } = await lockMailboxOf(stores, by, target, 'resetFactors');
      const reset = await stores.factorResets.findOf(mailbox.id);
      if (reset) await stores.factorResets.remove(reset.id);
      return resetFactors(stores, { mailbox, mailDomain, by }, how);
    });
  };
};
