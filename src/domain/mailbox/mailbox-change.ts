import type { ErrorCode } from '../shared/errors.ts';

export type MailboxNames = Readonly<{ firstName: string; lastName: string }>;

/** Requests about a mailbox that exists at the provisioner; carried out one after the other, in this order. */
export const MAILBOX_STEPS = ['activation', 'names', 'password_reset', 'login_link'] as const;
export type MailboxStep = (typeof MAILBOX_STEPS)[number];

/** What the provisioner may have yet to do of a mailbox. */
export type OpenStep = 'creation' | MailboxStep;

export type ProvisionerTroubleCode = Extract<ErrorCode, `mail_provisioner.${string}`>;

/** The changes that can be pending at once. */
export type WantedOfMailbox = Readonly<{
  /** The desired state: enabled or not; null when it does not change. */
  active: boolean | null;
  /** The names at the provisioner until it takes the stored ones; null when both are the same. */
  formerNames: MailboxNames | null;
  resetsPassword: boolean;
  sendsLoginLink: boolean;
}>;

/**
 * What the provisioner has yet to do for a mailbox. It is a desired state, not a history: repeating a request changes
 * nothing.
 */
export type MailboxChange = WantedOfMailbox &
  Readonly<{
    /** When the oldest pending request was made. */
    since: Date;
    /** Counts attempts: of two attempts at the same time, only the later one may record its result. */
    attempt: number;
    /** Why the latest attempt failed; null when none did. */
    trouble: ProvisionerTroubleCode | null;
    /**
     * Names after the former ones, and before the stored ones, under which the provisioner may have been asked to create the
     * mailbox; at most `MOST_NAMES_BETWEEN`, the oldest first.
     */
    namesBetween?: readonly MailboxNames[] | undefined;
    /** The provisioner's mailbox was recognized as this one, although its creation was never answered. */
    isIdentified: boolean;
  }>;

/** Most names between the former and the stored ones that are remembered. */
const MOST_NAMES_BETWEEN = 20;

const isSameName = (a: MailboxNames, b: MailboxNames): boolean =>
  a.firstName === b.firstName && a.lastName === b.lastName;

/** The change of a mailbox that the provisioner may have under `names` as well. */
export function withNamesBetween(change: MailboxChange | null, names: MailboxNames): MailboxChange | null {
  if (!change?.formerNames || isSameName(change.formerNames, names)) return change;
  const others = (change.namesBetween ?? []).filter((other) => !isSameName(other, names));
  return { ...change, namesBetween: [...others, names].slice(-MOST_NAMES_BETWEEN) };
}

/** The names besides the stored ones under which the provisioner may have the mailbox of a change. */
export const earlierNames = (change: MailboxChange | null): readonly MailboxNames[] => [
  ...(change?.formerNames ? [change.formerNames] : []),
  ...(change?.namesBetween ?? []),
];

/** The latest change that the provisioner refused for good, or that was withdrawn, and what was reverted because of it. */
export type MailboxChangeFailure = Readonly<{
  /** `changeRevision` of the mailbox at the time of the request. */
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

/** The pending steps of a change, in the order in which they are carried out. */
export const wantedSteps = (change: MailboxChange | null): readonly MailboxStep[] =>
  MAILBOX_STEPS.filter((step) => isStepWanted(change, step));

/** A change with more steps pending; `at` becomes its start unless steps were pending already. */
export const withWanted = (
  change: MailboxChange | null,
  wanted: Partial<WantedOfMailbox>,
  at: Date,
): MailboxChange => ({
  ...(change ?? { ...NOTHING, since: at, attempt: 0, isIdentified: false }),
  ...wanted,
  trouble: null,
});

/** The change without these steps, done or refused; null when no step is left. */
export function withoutSteps(
  change: MailboxChange | null,
  ...steps: readonly MailboxStep[]
): MailboxChange | null {
  if (change === null) return null;
  const done = Object.fromEntries(steps.map((step) => [MEMBER_OF[step], NOTHING[MEMBER_OF[step]]]));
  const { namesBetween, ...others } = change;
  const kept = steps.includes('names') || namesBetween === undefined ? {} : { namesBetween };
  const left: MailboxChange = { ...others, ...done, ...kept, trouble: null };
  return wantedSteps(left).length > 0 ? left : null;
}
