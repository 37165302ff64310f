import type { Mailbox } from '../../domain/mailbox/mailbox.ts';
import type { MailboxStep, ProvisionerTroubleCode } from '../../domain/mailbox/mailbox-change.ts';
import { failureOf } from '../../domain/mailbox/provisioning.ts';
import { stepState } from '../../domain/mailbox/step-state.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';
import { afterCommitOr } from '../shared/after-commit.ts';
import { mailboxTopic } from '../shared/mail-topics.ts';
import { type OutsideGate, quarantined } from '../shared/outside-gate.ts';
import type { ProvisioningWaits } from '../shared/settings/provisioning-waits.ts';
import type { Signals } from '../shared/signals.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'mailboxes'>>;
  signals: Signals;
  waits: ProvisioningWaits;
  outsideGate: OutsideGate;
};

/** The requested step, and the mailbox after the request. `undefined`: the provisioner has nothing to do. */
export type AskedChange = Readonly<{ mailbox: Mailbox; step: MailboxStep | 'creation' | undefined }>;

const AWAY = 'mail_provisioner.unavailable';

/**
 * Whether the mailbox itself shows that a step is waiting: `pending` for its activation, new names at once. A password
 * or a link that is not sent shows nowhere, so its request must get the error.
 */
const SHOWS_WAITING: Readonly<Record<MailboxStep, (trouble: ProvisionerTroubleCode) => boolean>> = {
  activation: (trouble) => trouble === AWAY,
  names: () => true,
  password_reset: () => false,
  login_link: () => false,
};

/** Why the step the caller asked for is not done; undefined when it is, or is seen to be under way. */
function whyNotDone(
  current: Mailbox,
  { mailbox, step }: AskedChange,
  { isClosed }: OutsideGate,
): DomainError | undefined {
  if (step === undefined) return undefined;
  if (step === 'creation') {
    if (current.status !== 'failed') return undefined;
    const { code, params } = failureOf(current) ?? { code: 'mailbox.refused', params: {} };
    return new DomainError(code, 'The provisioner refused the mailbox', { params });
  }
  const state = stepState(current, step, mailbox.provisioning.changeRevision);
  if (state.is === 'done') return undefined;
  if (state.is === 'refused') {
    return new DomainError(state.code, 'The change is not to be made', { params: state.params });
  }
  // Whatever it met before: it asks nobody now.
  if (isClosed) return SHOWS_WAITING[step](AWAY) ? undefined : quarantined({ isKept: true });
  const trouble = state.trouble ?? AWAY;
  if (SHOWS_WAITING[step](trouble)) return undefined;
  return new DomainError(trouble, 'The provisioner has not made the change yet', { isKept: true });
}

export type AwaitMailboxChange = (id: MailboxId, ask: () => Promise<AskedChange>) => Promise<Mailbox>;

/**
 * Requests a change, then waits a little for its job. Usually the result is the mailbox after the change. A longer
 * change stays under way, which the mailbox shows; where it cannot, the request waits for as long as the provisioner may
 * take, and gets the error.
 *
 * @throws DomainError of the refusal, `mail_change.withdrawn`, or `mail_provisioner.…` or `installation.quarantined` that
 *   `isKept`: the change is made once the provisioner can be asked
 */
export const makeAwaitMailboxChange =
  ({ unitOfWork, signals, waits, outsideGate }: Deps): AwaitMailboxChange =>
  async (id, ask) => {
    const subscription = await signals.subscribe(mailboxTopic(id));
    try {
      const asked = await ask();
      if (asked.step === undefined) return asked.mailbox;
      const isShown = asked.step === 'creation' || SHOWS_WAITING[asked.step](AWAY);
      if (!outsideGate.isClosed) await subscription.next(isShown ? waits.usualMs : waits.registrationMs);
      const current = await afterCommitOr<Mailbox | undefined>(
        unitOfWork.run(({ mailboxes }) => mailboxes.find(id)),
        asked.mailbox,
      );
      const failure = whyNotDone(current ?? asked.mailbox, asked, outsideGate);
      if (failure) throw failure;
      return current ?? asked.mailbox;
    } finally {
      subscription.close();
    }
  };
