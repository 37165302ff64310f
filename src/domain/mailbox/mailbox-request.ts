import { DomainError } from '../shared/errors.ts';
import { isIn, type Mailbox } from './mailbox.ts';
import type { MailboxAction } from './mailbox-access.ts';
import type { WantedOfMailbox } from './mailbox-change.ts';
import { type Decision, disabled, enabled, wanting } from './provisioning-transitions.ts';

/** Actions that the provisioner carries out for a person who manages the domain. */
export const MAILBOX_REQUESTS = [
  'enable',
  'disable',
  'resetPassword',
  'sendLoginLink',
] as const satisfies readonly MailboxAction[];
export type MailboxRequest = (typeof MAILBOX_REQUESTS)[number];

/** Changes a mailbox before the provisioner is asked. */
type Decide = (mailbox: Mailbox, at: Date) => Decision;

const change =
  (wanted: Partial<WantedOfMailbox>, toAsk: Decision['toAsk']): Decide =>
  (mailbox, at) => {
    if (!isIn(mailbox, 'done')) throw new DomainError('mailbox.not_enabled', 'It is not there');
    return { mailbox: wanting(mailbox, wanted, at), toAsk };
  };

const DECISIONS: Readonly<Record<MailboxRequest, Decide>> = {
  enable: enabled,
  disable: disabled,
  resetPassword: change({ resetsPassword: true }, 'password_reset'),
  sendLoginLink: change({ sendsLoginLink: true }, 'login_link'),
};

/**
 * The mailbox after a request at `at`, which its state has to allow (`ensurePossible`).
 *
 * @throws DomainError `mailbox.not_enabled`
 */
export function requested(request: MailboxRequest, mailbox: Mailbox, at: Date): Decision {
  const decision = DECISIONS[request](mailbox, at);
  return { ...decision, mailbox: { ...decision.mailbox, updatedAt: at } };
}
