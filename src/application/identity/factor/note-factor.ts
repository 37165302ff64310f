import type { AuditAction } from '../../../domain/audit/audit-action.ts';
import type { AuditEvent } from '../../../domain/audit/audit-entry.ts';
import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import type { AuthenticatorKind } from '../../../domain/identity/authenticator.ts';
import { outsideAddress } from '../../../domain/mailbox/mailbox.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { addressAuditSubject } from '../../mail-domain/address-audit-subject.ts';
import type { MailContent } from '../../notification/mail-content.ts';
import { makeQueueMail } from '../../notification/queue-mail.ts';
import type { MailSettings } from '../../shared/settings/mail-settings.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories } from '../../unit-of-work.ts';
import type { PasswordOwner } from '../password/password-owner.ts';
import type { FactorSettings } from './factor-settings.ts';

export type NotingStores = Pick<Repositories, 'users' | 'outgoingMails' | 'outbox' | 'audit'>;
export type NotingDeps = {
  clock: Clock;
  ids: IdGenerator;
  mailSettings: Pick<MailSettings, 'defaultLanguage'>;
};

type Note = Readonly<{
  action: Extract<AuditAction, `mailbox.${'factor' | 'recovery'}${string}`>;
  origin: RequestOrigin;
  details: AuditEvent['details'];
}>;

/** Notes in the audit log what the owner of a mailbox did with their factors, or what was tried in their name. */
export const makeNoteFactor =
  ({ clock }: Pick<NotingDeps, 'clock'>) =>
  (
    { audit }: Pick<NotingStores, 'audit'>,
    { mailbox, mailDomain }: PasswordOwner,
    { action, origin, details }: Note,
  ): Promise<void> => {
    const by = { userId: null, origin };
    return audit.append(by, {
      ...addressAuditSubject(mailbox, mailDomain, by),
      at: clock.now(),
      action,
      details,
    });
  };

/**
 * Mails the owner of a mailbox: at the secondary address, else in the mailbox itself, as whoever reads it is to know.
 * `language`: that of the page; without one, that of the person who asked for the mailbox.
 */
export const makeTellOwner = ({ clock, ids, mailSettings }: NotingDeps) => {
  const queueMail = makeQueueMail({ clock, ids });

  return async (
    { users, ...stores }: NotingStores,
    { account, mailbox, mailDomain }: PasswordOwner,
    content: MailContent,
    language?: Language,
  ): Promise<void> => {
    const issuer =
      language === undefined && mailbox.issuerId !== null && (await users.find(mailbox.issuerId));
    await queueMail(stores, {
      recipient: outsideAddress(mailbox, mailDomain.name) ?? account.address,
      language: language ?? (issuer || undefined)?.language ?? mailSettings.defaultLanguage,
      mailboxId: mailbox.id,
      content,
    });
  };
};

/** Tells the owner of a mailbox that a factor was added or taken away, on a page in that language. */
export const makeTellOfChange = (
  deps: NotingDeps & { factorSettings: Pick<FactorSettings, 'accountPage'> },
) => {
  const tellOwner = makeTellOwner(deps);
  return (
    stores: NotingStores,
    owner: PasswordOwner,
    { change, factor }: Readonly<{ change: 'added' | 'removed'; factor: AuthenticatorKind }>,
    language: Language,
  ): Promise<void> => {
    const { address } = owner.account;
    const link = deps.factorSettings.accountPage;
    return tellOwner(
      stores,
      owner,
      { kind: 'second_factor_changed', change, factor, address, link },
      language,
    );
  };
};
