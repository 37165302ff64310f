import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { FactorSettings } from './factor-settings.ts';
import { type AuthenticatorView, authenticatorView } from './factor-view.ts';
import type { RecoveryCodesLeft } from './recovery-code-repository.ts';

/** What somebody can prove besides their password. */
export type Factors = Readonly<{
  /** In the order of their enrolment. */
  authenticators: readonly AuthenticatorView[];
  /** Null where none is left. */
  recoveryCodes: RecoveryCodesLeft | null;
}>;

export type ListFactors = (mailboxId: MailboxId) => Promise<Factors>;

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'authenticators' | 'recoveryCodes'>>;
  factorSettings: FactorSettings;
};

export const makeListFactors =
  ({ unitOfWork, factorSettings }: Deps): ListFactors =>
  (mailboxId) =>
    unitOfWork.run(async ({ authenticators, recoveryCodes }) => ({
      authenticators: (await authenticators.listOf(mailboxId)).map((one) =>
        authenticatorView(one, factorSettings),
      ),
      recoveryCodes: await recoveryCodes.leftOf(mailboxId),
    }));
