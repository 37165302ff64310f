import type { Mailbox } from '../../domain/mailbox/mailbox.ts';
import { isStepWanted, type MailboxStep } from '../../domain/mailbox/mailbox-change.ts';
import { changeOf, failureOf } from '../../domain/mailbox/provisioning.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';
import { afterCommitOr } from '../shared/after-commit.ts';
import { mailboxTopic } from '../shared/mail-topics.ts';
import type { ProvisioningWaits } from '../shared/settings/provisioning-waits.ts';
import type { Signals } from '../shared/signals.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'mailboxes'>>;
  signals: Signals;
  waits: ProvisioningWaits;
};

/** What a request asked for, and the mailbox as it left it. `undefined`: nothing that the provisioner has to do. */
export type AskedChange = Readonly<{ mailbox: Mailbox; step: MailboxStep | 'creation' | undefined }>;

/** Why the step the caller asked for is not done; undefined when it is, or is under way. */
function whyNotDone(current: Mailbox, { mailbox, step }: AskedChange): DomainError | undefined {
  if (step === undefined) return undefined;
  if (step === 'creation') {
    if (current.status !== 'failed') return undefined;
    const { code, params } = failureOf(current) ?? { code: 'mailbox.refused', params: {} };
    return new DomainError(code, 'The provisioner refused the mailbox', { params });
  }
  const change = changeOf(current);
  const { changeFailure } = current.provisioning;
  if (changeFailure?.step === step && changeFailure.revision >= mailbox.provisioning.changeRevision) {
    const { code, params } = changeFailure;
    return new DomainError(code, 'The provisioner refused the change', { params });
  }
  if (!isStepWanted(change, step) || !change?.trouble) return undefined;
  return new DomainError(change.trouble, 'The provisioner could not be asked for the change yet');
}

export type AwaitMailboxChange = (
  id: MailboxId,
  ask: () => Promise<AskedChange>,
  options: { readonly toleratesTrouble: boolean },
) => Promise<Mailbox>;

/**
 * Asks for a change, then waits a little for the job that carries it out. The usual case returns the mailbox as the
 * change made it. What takes longer is under way; `toleratesTrouble` says that an outage is no reason to fail either.
 *
 * @throws DomainError of the refusal, or `mail_provisioner.…`: the change is made once the provisioner can be asked
 */
export const makeAwaitMailboxChange =
  ({ unitOfWork, signals, waits }: Deps): AwaitMailboxChange =>
  async (id, ask, { toleratesTrouble }) => {
    const subscription = await signals.subscribe(mailboxTopic(id));
    try {
      const asked = await ask();
      if (asked.step === undefined) return asked.mailbox;
      await subscription.next(waits.usualMs);
      const current = await afterCommitOr<Mailbox | undefined>(
        unitOfWork.run(({ mailboxes }) => mailboxes.find(id)),
        asked.mailbox,
      );
      const failure = whyNotDone(current ?? asked.mailbox, asked);
      const isTrouble = failure?.code.startsWith('mail_provisioner.') ?? false;
      if (failure && !(isTrouble && toleratesTrouble)) throw failure;
      return current ?? asked.mailbox;
    } finally {
      subscription.close();
    }
  };
