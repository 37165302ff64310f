import type { Mailbox } from './mailbox.ts';
import {
  MAILBOX_STEPS,
  type MailboxChange,
  type MailboxChangeFailure,
  type MailboxStep,
} from './mailbox-wish.ts';

const NO_CHANGE: Omit<MailboxChange, 'since'> = {
  active: null,
  formerNames: null,
  resetsPassword: false,
  sendsLoginLink: false,
  attempt: 0,
  trouble: null,
};

/** What a mailbox has of changes before anything is asked of it. */
export const UNCHANGED = {
  isNeverCreated: false,
  notedAbsentAt: null,
  creation: null,
  change: null,
  changeRevision: 0,
  changeFailure: null,
} as const satisfies Partial<Mailbox>;

const IS_WANTED: Readonly<Record<MailboxStep, (change: MailboxChange) => boolean>> = {
  activation: ({ active }) => active !== null,
  names: ({ formerNames }) => formerNames !== null,
  password_reset: ({ resetsPassword }) => resetsPassword,
  login_link: ({ sendsLoginLink }) => sendsLoginLink,
};

const DONE = {
  // Switching a mailbox on gives it its names as well, see `withStepDone`.
  activation: { active: null },
  names: { formerNames: null },
  password_reset: { resetsPassword: false },
  login_link: { sendsLoginLink: false },
} as const satisfies Record<MailboxStep, Partial<MailboxChange>>;

export const isWanted = ({ change }: Pick<Mailbox, 'change'>, step: MailboxStep): boolean =>
  change !== null && IS_WANTED[step](change);

/** What the provisioner is to be asked, in this order. */
export const wantedSteps = (mailbox: Pick<Mailbox, 'change'>): readonly MailboxStep[] =>
  MAILBOX_STEPS.filter((step) => isWanted(mailbox, step));

/** What to ask the provisioner next. */
export const nextStep = (mailbox: Pick<Mailbox, 'change'>): MailboxStep | undefined =>
  MAILBOX_STEPS.find((step) => isWanted(mailbox, step));

/** The mailbox with one more wish, made at that time. */
export const withWish = (
  mailbox: Mailbox,
  wish: Partial<Pick<MailboxChange, 'active' | 'formerNames' | 'resetsPassword' | 'sendsLoginLink'>>,
  at: Date,
): Mailbox => ({
  ...mailbox,
  changeRevision: mailbox.changeRevision + 1,
  change: { ...(mailbox.change ?? { ...NO_CHANGE, since: at }), ...wish, trouble: null },
});

/** The mailbox with a wish taken off the list, whatever became of it; without the list when it was the last one. */
export function withoutWish(mailbox: Mailbox, step: MailboxStep): Mailbox {
  if (!mailbox.change) return mailbox;
  const change: MailboxChange = { ...mailbox.change, ...DONE[step], trouble: null };
  return { ...mailbox, change: nextStep({ change }) ? change : null };
}

/**
 * Whether the provisioner may have a mailbox that it never said it had: its creation was asked for, not refused, and the
 * mailbox disabled before there was an answer.
 */
export const isUnclear = ({ isNeverCreated, provisioningStartedAt, provisioningFailure }: Mailbox): boolean =>
  isNeverCreated && provisioningStartedAt !== null && provisioningFailure === null;

/**
 * Whether what the provisioner has at its address is another one: it was refused there, or never asked for. Of one whose
 * creation is under way, or unclear, nobody knows yet.
 */
export const isAnotherThere = (mailbox: Mailbox): boolean =>
  mailbox.status === 'failed' || (mailbox.isNeverCreated && !isUnclear(mailbox) && mailbox.change === null);

/** Whether the answer to its creation, and the password in it, was never read: its owner was told nothing. */
const isUnannounced = ({ provisioningStartedAt, passwordHash }: Mailbox): boolean =>
  provisioningStartedAt !== null && passwordHash === null;

/** The mailbox after the provisioner did what the step asks. One whose creation is not complete is `pending` again. */
export function withStepDone(mailbox: Mailbox, step: MailboxStep): Mailbox {
  const rest = withoutWish(mailbox, step);
  if (step !== 'activation' || mailbox.change === null) return rest;
  const isActive = mailbox.change.active === true;
  // A mailbox that is switched on gets its names; one that is off has none to change, and gets them when it is on again.
  const whenActive = isUnannounced(mailbox) ? 'pending' : 'enabled';
  const status = isActive ? whenActive : 'disabled';
  return { ...withoutWish(rest, 'names'), status, isNeverCreated: false };
}

/** The mailbox after the provisioner refused a step for good: as if it had not been asked. */
export function withStepRefused(
  mailbox: Mailbox,
  step: MailboxStep,
  { code, params }: Pick<MailboxChangeFailure, 'code' | 'params'>,
): Mailbox {
  const changeFailure = { revision: mailbox.changeRevision, step, code, params };
  const names = step === 'names' ? (mailbox.change?.formerNames ?? {}) : {};
  return { ...withoutWish(mailbox, step), ...names, changeFailure };
}
