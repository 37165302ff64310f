import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import { normalizePassword } from '../../../domain/identity/password-rules.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { Language } from '../../../domain/shared/language.ts';
import type { PasswordHasher } from '../../shared/password-hasher.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { ActionCounters } from '../../shared/throttling/action-counters.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { AuthenticateMailbox } from '../sign-in/authenticate-mailbox.ts';
import { makeJudgePassword, type PasswordJudgement } from './judge-password.ts';
import { findPasswordOwner } from './password-owner.ts';
import type { PasswordSettings } from './password-settings.ts';
import type { PasswordStrength } from './password-strength.ts';
import { makeReplacePassword, type ReplacingStores } from './replace-password.ts';

type Stores = ReplacingStores & Pick<Repositories, 'mailDomains' | 'organizations'>;
type Deps = {
  unitOfWork: UnitOfWork<Stores>;
  authenticateMailbox: AuthenticateMailbox;
  passwordHasher: PasswordHasher;
  passwordStrength: PasswordStrength;
  actionCounters: ActionCounters;
  clock: Clock;
  ids: IdGenerator;
  passwordSettings: PasswordSettings;
};

type Change = Readonly<{
  mailboxId: MailboxId;
  /** The session in which the change is asked for: it stays. */
  sessionId: string;
  oldPassword: string;
  newPassword: string;
  origin: RequestOrigin;
  /** What the browser brought of an earlier sign-in, unverified. */
  knownBrowser: string | undefined;
  /** Of the page, and of the mail that tells the owner. */
  language: Language;
}>;

export type ChangePassword = (change: Change) => Promise<
  | Readonly<{ outcome: 'changed'; knownBrowser: string }>
  /** The old password is wrong, or nobody may try it for a while. */
  | Readonly<{ outcome: 'wrong_password' }>
  | Readonly<{ outcome: 'unchanged' }>
  | (Readonly<{ outcome: 'refused' }> & PasswordJudgement)
  | Readonly<{ outcome: 'slowed_down'; seconds: number }>
  /** They may not sign in any more, or the password was changed at the same time. */
  | Readonly<{ outcome: 'gone' }>
>;

/**
 * Replaces the password of somebody who is signed in and knows the present one. A wrong one counts as at a sign-in: a
 * session that was left open is no way to guess. All other sessions end.
 */
export const makeChangePassword = (deps: Deps): ChangePassword => {
  const { unitOfWork, authenticateMailbox, passwordHasher, actionCounters, clock } = deps;
  const judgePassword = makeJudgePassword(deps);
  const replacePassword = makeReplacePassword(deps);

  /** The hash of today, of that password: the sign-in may have replaced the hash. Undefined when there is none such. */
  const verifiedHash = async (mailboxId: MailboxId, password: string): Promise<string | undefined> => {
    const owner = await unitOfWork.run((stores) => findPasswordOwner(stores, mailboxId, { locks: false }));
    const hash = owner?.mailbox.passwordHash ?? undefined;
    const isRight = hash !== undefined && (await passwordHasher.verify(hash, normalizePassword(password)));
    return isRight ? hash : undefined;
  };

  return async ({ mailboxId, sessionId, origin, knownBrowser, language, ...typed }) => {
    const owner = await unitOfWork.run((stores) => findPasswordOwner(stores, mailboxId, { locks: false }));
    if (!owner) return { outcome: 'gone' };
    const seconds = await actionCounters.take('password_choice', mailboxId, clock.now());
    if (seconds > 0) return { outcome: 'slowed_down', seconds };
    const { address } = owner.account;
    const old = { address, password: typed.oldPassword, origin, knownBrowser };
    const authentication = await authenticateMailbox(old);
    if (authentication.outcome === 'slowed_down') return authentication;
    if (authentication.outcome === 'refused') return { outcome: 'wrong_password' };
    if (authentication.mailboxId !== mailboxId) return { outcome: 'gone' };
    const password = normalizePassword(typed.newPassword);
    if (password === normalizePassword(typed.oldPassword)) return { outcome: 'unchanged' };
    const judgement = await judgePassword(password, owner);
    if (judgement.faults.length > 0) return { outcome: 'refused', ...judgement };
    const passwordHash = await passwordHasher.hash(password);
    const verified = await verifiedHash(mailboxId, typed.oldPassword);
    if (verified === undefined) return { outcome: 'gone' };
    return unitOfWork.run(async (stores) => {
      const current = await findPasswordOwner(stores, mailboxId, { locks: true });
      // Of two changes at once, the second knows a password that is none any more.
      if (current?.mailbox.passwordHash !== verified) return { outcome: 'gone' };
      await replacePassword(stores, current, {
        passwordHash,
        by: { userId: null, origin },
        way: 'old_password',
        linksEnd: 'password_changed',
        keptSessionId: sessionId,
        language,
      });
      return { outcome: 'changed', knownBrowser: authentication.knownBrowser };
    });
  };
};
