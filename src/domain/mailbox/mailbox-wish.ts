import type { ErrorCode } from '../shared/errors.ts';

export type MailboxNames = Readonly<{ firstName: string; lastName: string }>;

/** What can be asked of a mailbox that exists at the provisioner; carried out one after the other, in this order. */
export const MAILBOX_STEPS = ['activation', 'names', 'password_reset', 'login_link'] as const;
export type MailboxStep = (typeof MAILBOX_STEPS)[number];

export type ProvisionerTroubleCode = Extract<ErrorCode, `mail_provisioner.${string}`>;

/** What the provisioner has not done yet of what was asked. It is a wish, not a history: asking again changes nothing. */
export type MailboxChange = Readonly<{
  /** Whether the mailbox is to work; null when that stays. */
  active: boolean | null;
  /** The names it has there until it gets those of ours; null when they are the same. */
  formerNames: MailboxNames | null;
  resetsPassword: boolean;
  sendsLoginLink: boolean;
  /** When the first of what is left was asked for. */
  since: Date;
  /** Counts attempts: of two at the same time, only the later one may decide. */
  attempt: number;
  /** Why the latest attempt came to nothing; null when there was none. */
  trouble: ProvisionerTroubleCode | null;
}>;

/** The latest wish that the provisioner refused for good, and what was undone for it. */
export type MailboxChangeFailure = Readonly<{
  /** Of the mailbox, when it was asked. */
  revision: number;
  step: MailboxStep;
  code: ErrorCode;
  params: Readonly<Record<string, string>>;
}>;
