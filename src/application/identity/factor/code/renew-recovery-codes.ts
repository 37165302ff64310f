import type { RequestOrigin } from '../../../../domain/audit/request-origin.ts';
import type { MailboxId } from '../../../../domain/shared/ids.ts';
import type { Language } from '../../../../domain/shared/language.ts';
import type { UnitOfWork } from '../../../unit-of-work.ts';
import { findPasswordOwner } from '../../password/password-owner.ts';
import type { FactorSettings } from '../factor-settings.ts';
import { newRecoveryCodes, type RecoveryCodeDeps } from '../new-recovery-codes.ts';
import { makeNoteFactor, makeTellOwner, type NotingDeps } from '../note-factor.ts';
import type { CodeStores } from './verify-code.ts';

type Deps = NotingDeps &
  RecoveryCodeDeps & { unitOfWork: UnitOfWork<CodeStores>; factorSettings: FactorSettings };
type Renewal = Readonly<{ mailboxId: MailboxId; origin: RequestOrigin; language: Language }>;

/** `codes`: to be shown this once. `gone`: they may not sign in any more, or have no authenticator to recover. */
export type RenewRecoveryCodes = (
  renewal: Renewal,
) => Promise<Readonly<{ outcome: 'renewed'; codes: readonly string[] }> | Readonly<{ outcome: 'gone' }>>;

/** Gives somebody who has an authenticator new recovery codes; the former ones are good no more. */
export const makeRenewRecoveryCodes = (deps: Deps): RenewRecoveryCodes => {
  const { unitOfWork, factorSettings } = deps;
  const noteFactor = makeNoteFactor(deps);
  const tellOwner = makeTellOwner(deps);

  return ({ mailboxId, origin, language }) =>
    unitOfWork.run(async (stores) => {
      const owner = await findPasswordOwner(stores, mailboxId, { locks: true });
      if (!owner || (await stores.authenticators.listOf(mailboxId)).length === 0) return { outcome: 'gone' };
      const { shown, codes } = newRecoveryCodes(deps, mailboxId);
      await stores.recoveryCodes.replaceAllOf(mailboxId, codes);
      await noteFactor(stores, owner, { action: 'mailbox.recovery_codes_renewed', origin, details: {} });
      const { address } = owner.account;
      const content = { kind: 'recovery_codes_renewed', address, link: factorSettings.accountPage } as const;
      await tellOwner(stores, owner, content, language);
      return { outcome: 'renewed', codes: shown };
    });
};
