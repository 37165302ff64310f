import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import {
  type Authenticator,
  MOST_AUTHENTICATORS,
  readAuthenticatorName,
} from '../../../domain/identity/authenticator.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { Language } from '../../../domain/shared/language.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { findPasswordOwner } from '../password/password-owner.ts';
import { queueSignOutNotices } from '../provider/end-mailbox-sessions.ts';
import type { FactorSettings } from './factor-settings.ts';
import { type AuthenticatorView, authenticatorView } from './factor-view.ts';
import { newRecoveryCodes, type RecoveryCodeDeps } from './new-recovery-codes.ts';
import { makeNoteFactor, makeTellOfChange, type NotingDeps, type NotingStores } from './note-factor.ts';

export type FactorStores = NotingStores &
  Pick<
    Repositories,
    'mailboxes' | 'mailDomains' | 'organizations' | 'authenticators' | 'recoveryCodes' | 'openidSessions'
  >;
export type FactorDeps = NotingDeps &
  RecoveryCodeDeps & { unitOfWork: UnitOfWork<FactorStores>; factorSettings: FactorSettings };

/** Who changes their factors, and how. */
export type FactorChange = Readonly<{
  mailboxId: MailboxId;
  origin: RequestOrigin;
  /** Of the page, and of the mail that tells the owner. */
  language: Language;
  /** The session that goes on; none without it. Sign-ins that are under way go on too. */
  keptSessionId?: string | undefined;
}>;

export type Enrolment =
  /** `recoveryCodes`: those that came with the first authenticator, to be shown this once; else null. */
  | Readonly<{
      outcome: 'enrolled';
      authenticator: AuthenticatorView;
      recoveryCodes: readonly string[] | null;
    }>
  /** It has as many as one may have. */
  | Readonly<{ outcome: 'too_many' }>
  /** Somebody has that passkey already. */
  | Readonly<{ outcome: 'taken' }>
  /** The name is empty, too long or not one line (`AUTHENTICATOR_NAME_MAX_LENGTH`). */
  | Readonly<{ outcome: 'bad_name' }>
  /** They may not sign in any more. */
  | Readonly<{ outcome: 'gone' }>;

/**
 * Gives the owner of a mailbox an authenticator that was proved to work. With the first one come recovery codes, and sessions
 * that had no second factor end.
 */
export const makeEnrolAuthenticator = (deps: FactorDeps) => {
  const { unitOfWork, factorSettings, clock } = deps;
  const noteFactor = makeNoteFactor(deps);
  const tellOfChange = makeTellOfChange(deps);

  const endSessions = async (
    stores: FactorStores,
    { mailboxId, keptSessionId }: FactorChange,
  ): Promise<void> => {
    const ended = await stores.openidSessions.endSessionsOf(mailboxId, keptSessionId ?? null);
    await queueSignOutNotices(stores.outbox, ended, clock.now());
  };

  return (
    change: FactorChange,
    writtenName: string,
    make: (name: string) => Authenticator,
  ): Promise<Enrolment> => {
    const { mailboxId, origin, language } = change;
    const name = readAuthenticatorName(writtenName);
    if (name === undefined) return Promise.resolve({ outcome: 'bad_name' });
    const authenticator = make(name);
    return unitOfWork.run(async (stores): Promise<Enrolment> => {
      // Of two enrolments at once, one is the first.
      const owner = await findPasswordOwner(stores, mailboxId, { locks: true });
      if (!owner) return { outcome: 'gone' };
      const others = await stores.authenticators.listOf(mailboxId);
      if (others.length >= MOST_AUTHENTICATORS) return { outcome: 'too_many' };
      if (!(await stores.authenticators.insert(authenticator))) return { outcome: 'taken' };
      const { kind } = authenticator;
      await noteFactor(stores, owner, {
        action: 'mailbox.factor_added',
        origin,
        details: { factor: kind, name },
      });
      await tellOfChange(stores, owner, { change: 'added', factor: kind }, language);
      const view = authenticatorView(authenticator, factorSettings);
      if (others.length > 0) return { outcome: 'enrolled', authenticator: view, recoveryCodes: null };
      await endSessions(stores, change);
      const { shown, codes } = newRecoveryCodes(deps, mailboxId);
      await stores.recoveryCodes.replaceAllOf(mailboxId, codes);
      return { outcome: 'enrolled', authenticator: view, recoveryCodes: shown };
    });
  };
};
