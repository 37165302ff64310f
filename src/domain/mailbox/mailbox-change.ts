import type { ErrorCode } from '../shared/errors.ts';

export type MailboxNames = Readonly<{ firstName: string; lastName: string }>;

/** What can be asked of a mailbox that exists at the provisioner; carried out one after the other, in this order. */
export const MAILBOX_STEPS = ['activation', 'names', 'password_reset', 'login_link'] as const;
export type MailboxStep = (typeof MAILBOX_STEPS)[number];

export type ProvisionerTroubleCode = Extract<ErrorCode, `mail_provisioner.${string}`>;

/** What can be wanted of the provisioner at once. */
export type WantedOfMailbox = Readonly<{
  /** Whether the mailbox is to work; null when that stays. */
  active: boolean | null;
  /** The names it has there until it gets those of ours; null when they are the same. */
  formerNames: MailboxNames | null;
  resetsPassword: boolean;
  sendsLoginLink: boolean;
}>;

/** What the provisioner has not done yet of what was asked. It is a desired state, not a history: asking again changes nothing. */
export type MailboxChange = WantedOfMailbox &
  Readonly<{
    /** When the first of what is left was asked for. */
    since: Date;
    /** Counts attempts: of two at the same time, only the later one may decide. */
    attempt: number;
    /** Why the latest attempt came to nothing; null when there was none. */
    trouble: ProvisionerTroubleCode | null;
  }>;

/** The latest change that the provisioner refused for good, and what was undone for it. */
export type MailboxChangeFailure = Readonly<{
  /** `changeRevision` of the mailbox when the provisioner was asked. */
  revision: number;
  step: MailboxStep;
  code: ErrorCode;
  params: Readonly<Record<string, string>>;
}>;

const NOTHING: WantedOfMailbox = {
  active: null,
  formerNames: null,
  resetsPassword: false,
  sendsLoginLink: false,
};

const MEMBER_OF = {
  activation: 'active',
  names: 'formerNames',
  password_reset: 'resetsPassword',
  login_link: 'sendsLoginLink',
} as const satisfies Record<MailboxStep, keyof WantedOfMailbox>;

export const isStepWanted = (change: MailboxChange | null, step: MailboxStep): boolean =>
  change !== null && change[MEMBER_OF[step]] !== NOTHING[MEMBER_OF[step]];

/** What the provisioner is to be asked for a change, in this order. */
export const wantedSteps = (change: MailboxChange | null): readonly MailboxStep[] =>
  MAILBOX_STEPS.filter((step) => isStepWanted(change, step));

/** A change with more that is wanted since `at`, or as it was before when something was wanted already. */
export const withWanted = (
  change: MailboxChange | null,
  wanted: Partial<WantedOfMailbox>,
  at: Date,
): MailboxChange => ({ ...(change ?? { ...NOTHING, since: at, attempt: 0 }), ...wanted, trouble: null });

/** What is left of a change without these steps, whatever became of them; null when nothing is. */
export function withoutSteps(
  change: MailboxChange | null,
  ...steps: readonly MailboxStep[]
): MailboxChange | null {
  if (change === null) return null;
  const done = Object.fromEntries(steps.map((step) => [MEMBER_OF[step], NOTHING[MEMBER_OF[step]]]));
  const left: MailboxChange = { ...change, ...done, trouble: null };
  return wantedSteps(left).length > 0 ? left : null;
}
