import {
  heldFactors,
  needsSecondFactor,
  type SecondStep,
  secondStepOf,
} from '../../../domain/identity/second-step.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { Clock } from '../../shared/system.ts';
import type { MailboxAccountQueries } from '../account/mailbox-account-queries.ts';
import type { FactorSettings } from './factor-settings.ts';
import type { ListFactors } from './list-factors.ts';

type Deps = {
  mailboxAccountQueries: Pick<MailboxAccountQueries, 'find'>;
  listFactors: ListFactors;
  clock: Clock;
  factorSettings: Pick<FactorSettings, 'offered'>;
};

type Question = Readonly<{
  mailboxId: MailboxId;
  /** Levels (`acr`) of which the service needs one; undefined: any will do. */
  essentialAcrs: readonly string[] | undefined;
}>;

/** What somebody who gave the right password has to do next; undefined when they may not sign in any more. */
export type FindSecondStep = (question: Question) => Promise<SecondStep | undefined>;

export const makeFindSecondStep =
  ({ mailboxAccountQueries, listFactors, clock, factorSettings: { offered } }: Deps): FindSecondStep =>
  async ({ mailboxId, essentialAcrs }) => {
    const account = await mailboxAccountQueries.find(mailboxId);
    if (!account) return undefined;
    const { secondFactor } = account;
    const { authenticators, recoveryCodes } = secondFactor.isEnrolled
      ? await listFactors(mailboxId)
      : { authenticators: [], recoveryCodes: null };
    const held = heldFactors(authenticators, recoveryCodes?.left ?? 0);
    const isRequired = needsSecondFactor(secondFactor, clock.now());
    return secondStepOf({ held, isRequired, essentialAcrs, offered });
  };
