import { isIn, type Mailbox, type MailboxIn } from './mailbox.ts';
import {
  MAILBOX_STEPS,
  type MailboxChangeFailure,
  type MailboxNames,
  type MailboxStep,
  type OpenStep,
  type ProvisionerTroubleCode,
  type WantedOfMailbox,
  withNamesBetween,
  withoutSteps,
  withWanted,
} from './mailbox-change.ts';
import type { Asked, ProvisioningFailure, Waiting } from './provisioning.ts';

/** A mailbox after a person's request, and what the provisioner is to be asked because of it. */
export type Decision = Readonly<{ mailbox: Mailbox; toAsk: MailboxStep | 'creation' | undefined }>;

type Changing = MailboxIn<'asked' | 'done' | 'unanswered'>;

const lasting = ({ provisioning: { changeRevision, changeFailure } }: Mailbox) => ({
  changeRevision,
  changeFailure,
});

const withChange = <Given extends Changing>(
  mailbox: Given,
  change: Changing['provisioning']['change'],
): Given => ({
  ...mailbox,
  provisioning: { ...mailbox.provisioning, change },
});

/** The mailbox with more pending steps, requested at `at`. */
export function wanting<Given extends Changing>(
  mailbox: Given,
  wanted: Partial<WantedOfMailbox>,
  at: Date,
): Given {
  const { change, changeRevision } = mailbox.provisioning;
  const provisioning = { ...mailbox.provisioning, changeRevision: changeRevision + 1 };
  return withChange({ ...mailbox, provisioning }, withWanted(change, wanted, at));
}

/** The mailbox to be created, requested at `since`; an earlier note that the address was free no longer counts. */
function createdAnew(mailbox: Mailbox, since: Date, wasEnabled: boolean): MailboxIn<'waiting' | 'asked'> {
  const { provisioning } = mailbox;
  const wanted = { since, wasEnabled, ...lasting(mailbox) };
  const startedAt = 'startedAt' in provisioning ? provisioning.startedAt : null;
  if (startedAt === null)
    return { ...mailbox, status: 'pending', provisioning: { state: 'waiting', ...wanted } };
  const change = 'change' in provisioning ? provisioning.change : null;
  const begun = { startedAt, notedAbsentAt: null, attempts: 0, trouble: null, change };
  return { ...mailbox, status: 'pending', provisioning: { state: 'asked', ...begun, ...wanted } };
}

/** The mailbox with its creation to be resumed: what is known of earlier attempts counts. */
const toBeCompleted = (
  mailbox: Mailbox,
  {
    startedAt,
    notedAbsentAt,
    change,
    since,
  }: Pick<Asked, 'startedAt' | 'notedAbsentAt' | 'change' | 'since'>,
): MailboxIn<'asked'> => {
  const untried = { state: 'asked', wasEnabled: false, attempts: 0, trouble: null } as const;
  const begun = { startedAt, notedAbsentAt, change, since, ...lasting(mailbox) };
  return { ...mailbox, status: 'pending', provisioning: { ...untried, ...begun } };
};

/**
 * A person enables the mailbox. One that may exist at the provisioner is enabled there, and created only if it turns out
 * not to exist.
 */
export function enabled(mailbox: Mailbox, at: Date): Decision {
  if (isIn(mailbox, 'done', 'unanswered')) {
    return { mailbox: wanting(mailbox, { active: true }, at), toAsk: 'activation' };
  }
  const after = isIn(mailbox, 'asked')
    ? toBeCompleted(mailbox, { ...mailbox.provisioning, since: at })
    : createdAnew(mailbox, at, false);
  return { mailbox: after, toAsk: 'creation' };
}

/** A person disables the mailbox. One that was never created is not created until a person enables it. */
export function disabled(mailbox: Mailbox, at: Date): Decision {
  const switchedOff = (there: Changing): Decision => ({
    mailbox: wanting(there, { active: false }, at),
    toAsk: 'activation',
  });
  if (isIn(mailbox, 'done')) return switchedOff(mailbox);
  if (isIn(mailbox, 'asked')) {
    // The creation may be under way: once created, the mailbox must be disabled.
    const { startedAt, notedAbsentAt, change } = mailbox.provisioning;
    const begun = { startedAt, notedAbsentAt, change, ...lasting(mailbox) };
    return switchedOff({ ...mailbox, status: 'disabled', provisioning: { state: 'unanswered', ...begun } });
  }
  if (isIn(mailbox, 'unanswered')) {
    const isBeingSwitchedOn = mailbox.provisioning.change?.active === true;
    return isBeingSwitchedOn ? switchedOff(mailbox) : { mailbox, toAsk: undefined };
  }
  if (isIn(mailbox, 'refused') && mailbox.provisioning.failure !== null) {
    return { mailbox: { ...mailbox, status: 'disabled' }, toAsk: undefined };
  }
  const withheld = { state: 'withheld', ...lasting(mailbox) } as const;
  return { mailbox: { ...mailbox, status: 'disabled', provisioning: withheld }, toAsk: undefined };
}

/**
 * The mailbox gets other names at `at`. A mailbox that is disabled at the provisioner has no names there: it gets them
 * when it is created or enabled. While it is being created, or enabled or disabled without an answer to its creation, the
 * provisioner may have it under any of the names that it had since, and it is recognized by them.
 */
export function renamed(mailbox: Mailbox, names: MailboxNames, at: Date): Mailbox {
  const { firstName, lastName } = mailbox;
  const after = { ...mailbox, ...names };
  if (firstName === names.firstName && lastName === names.lastName) return after;
  if (!isIn(after, 'asked', 'done', 'unanswered')) return after;
  const { state, change } = after.provisioning;
  const isBeingSwitched = state === 'unanswered' && change !== null && change.active !== null;
  const mayHaveNames =
    state === 'asked' || after.status === 'enabled' || isBeingSwitched || change?.active === true;
  if (!mayHaveNames) return after;
  const former = { firstName, lastName };
  const wanted = wanting(after, { formerNames: change?.formerNames ?? former }, at);
  // Each attempt at a creation without an answer may have been made under the names of its time.
  return state === 'done' ? wanted : withChange(wanted, withNamesBetween(wanted.provisioning.change, former));
}

/** An attempt to create the mailbox begins: it may exist from now on. */
export function creationBegun(
  mailbox: MailboxIn<'waiting' | 'asked'>,
  startedAt: Date,
  notedAbsentAt: Date | null,
): MailboxIn<'asked'> {
  const { provisioning } = mailbox;
  const first = { attempts: 0, trouble: null, change: null };
  const before = provisioning.state === 'waiting' ? { ...first, ...provisioning } : provisioning;
  const attempts = before.attempts + 1;
  const begun = { ...before, state: 'asked', startedAt, notedAbsentAt, attempts } as const;
  return { ...mailbox, status: 'pending', provisioning: begun };
}

/** Notes that the mailbox did not exist at the provisioner before its creation was requested. */
export const notedAbsent = (mailbox: MailboxIn<'asked'>, notedAbsentAt: Date | null): MailboxIn<'asked'> => ({
  ...mailbox,
  provisioning: { ...mailbox.provisioning, notedAbsentAt },
});

/** The attempt that had begun was not made: the mailbox is as before it, with the changes requested since. */
export function creationWithdrawn(mailbox: MailboxIn<'asked'>, former: Waiting | Asked): Mailbox {
  const { change } = mailbox.provisioning;
  return former.state === 'waiting'
    ? { ...mailbox, provisioning: { ...former, ...lasting(mailbox) } }
    : { ...mailbox, provisioning: { ...former, change, ...lasting(mailbox) } };
}

/** The latest attempt to create the mailbox failed, and will be repeated. */
export const creationTroubled = (
  mailbox: MailboxIn<'asked'>,
  trouble: ProvisionerTroubleCode,
): MailboxIn<'asked'> => ({ ...mailbox, provisioning: { ...mailbox.provisioning, trouble } });

/** The provisioner created the mailbox. */
export function created(mailbox: MailboxIn<'asked'>, passwordHash: string): MailboxIn<'done'> {
  const { startedAt, change } = mailbox.provisioning;
  const provisioning = {
    state: 'done',
    startedAt,
    notedAbsentAt: null,
    change,
    ...lasting(mailbox),
  } as const;
  return { ...mailbox, status: 'enabled', passwordHash, provisioning };
}

/**
 * The provisioner refused to create the mailbox. A mailbox that was enabled before, and whose address is taken there,
 * counts as enabled again, although we did not create it.
 */
export function creationRefused(
  mailbox: MailboxIn<'asked'>,
  failure: ProvisioningFailure,
): MailboxIn<'refused' | 'done'> {
  const { startedAt, change, wasEnabled } = mailbox.provisioning;
  if (wasEnabled && failure.code === 'mailbox.address_taken') {
    const provisioning = { state: 'done', startedAt: null, notedAbsentAt: null, change } as const;
    return { ...mailbox, status: 'enabled', provisioning: { ...provisioning, ...lasting(mailbox) } };
  }
  const provisioning = { state: 'refused', startedAt, failure, ...lasting(mailbox) } as const;
  return { ...mailbox, status: 'failed', provisioning };
}

/** The provisioner lost the mailbox, and is to create it again. */
export const lost = (mailbox: MailboxIn<'done'>, at: Date): Mailbox => createdAnew(mailbox, at, true);

/** The mailbox takes the provisioner's names and state. */
export const adopted = (mailbox: MailboxIn<'done'>, names: MailboxNames, isActive: boolean): Mailbox => ({
  ...mailbox,
  ...names,
  status: isActive ? 'enabled' : 'disabled',
});

/** An attempt at the pending steps begins. */
export function stepBegun(mailbox: MailboxIn<'done' | 'unanswered'>): Mailbox {
  const { change } = mailbox.provisioning;
  return withChange(mailbox, change && { ...change, attempt: change.attempt + 1 });
}

/** The provisioner's mailbox was recognized as the one whose creation was never answered, by its names. */
export const identified = (mailbox: MailboxIn<'unanswered'>): MailboxIn<'unanswered'> => {
  const { change } = mailbox.provisioning;
  return withChange(mailbox, change && { ...change, isIdentified: true });
};

/** The latest attempt at a step failed, and will be repeated. */
export function stepTroubled(mailbox: Changing, trouble: ProvisionerTroubleCode): Mailbox {
  const { change } = mailbox.provisioning;
  return withChange(mailbox, change && { ...change, trouble });
}

/** The provisioner carried out the step. A mailbox whose creation was not completed is completed once it is enabled. */
export function stepDone(mailbox: MailboxIn<'done' | 'unanswered'>, step: MailboxStep): Mailbox {
  const { change, startedAt, notedAbsentAt } = mailbox.provisioning;
  if (step !== 'activation' || change === null) return withChange(mailbox, withoutSteps(change, step));
  // Enabling a mailbox also sets its names; a disabled one has no names to change, and gets them when it is enabled.
  const left = withoutSteps(change, step, 'names');
  const isActive = change.active === true;
  // The answer to the creation, and the password in it, was never read: the owner received no password.
  if (isActive && startedAt !== null && mailbox.passwordHash === null) {
    return toBeCompleted(mailbox, { startedAt, notedAbsentAt, change: left, since: mailbox.createdAt });
  }
  const provisioning = {
    state: 'done',
    startedAt,
    notedAbsentAt,
    change: left,
    ...lasting(mailbox),
  } as const;
  return { ...mailbox, status: isActive ? 'enabled' : 'disabled', provisioning };
}

/** The request of a step is reverted, for a reason that waiting requests get. */
function reverted<Given extends Changing>(
  mailbox: Given,
  step: MailboxStep,
  { code, params }: Pick<MailboxChangeFailure, 'code' | 'params'>,
): Given {
  const { change, changeRevision: revision } = mailbox.provisioning;
  const names = step === 'names' ? (change?.formerNames ?? {}) : {};
  const provisioning = { ...mailbox.provisioning, changeFailure: { revision, step, code, params } };
  return withChange({ ...mailbox, ...names, provisioning }, withoutSteps(change, step));
}

/**
 * The provisioner refused a step for good: the step's request is reverted. A mailbox whose creation was never answered
 * also gets back the names under which it may exist: it may be another client's, and is not renamed.
 */
export function stepRefused<Given extends Changing>(
  mailbox: Given,
  step: MailboxStep,
  failure: Pick<MailboxChangeFailure, 'code' | 'params'>,
): Given {
  const isRenameOff = mailbox.provisioning.state === 'unanswered' && step !== 'names';
  return reverted(isRenameOff ? reverted(mailbox, 'names', failure) : mailbox, step, failure);
}

/**
 * A person withdraws steps that the provisioner, as far as known, has not carried out. A mailbox to be created becomes
 * disabled. Where it is unknown whether the mailbox exists there, its creation continues, or it is disabled again.
 */
export function withdrawn(mailbox: Mailbox, steps: readonly OpenStep[], at: Date): Decision {
  if (steps.includes('creation')) return disabled(mailbox, at);
  if (!isIn(mailbox, 'done', 'unanswered')) return { mailbox, toAsk: undefined };
  const isUnanswered = isIn(mailbox, 'unanswered') && steps.includes('activation');
  const reason = { code: 'mail_change.withdrawn', params: {} } as const;
  const dropped = MAILBOX_STEPS.filter((step) => steps.includes(step));
  if (isUnanswered && mailbox.provisioning.change?.active === true) {
    const others = dropped.filter((step) => step !== 'activation');
    return disabled(
      others.reduce((left, step) => reverted(left, step, reason), mailbox),
      at,
    );
  }
  const after = dropped.reduce<MailboxIn<'done' | 'unanswered'>>(
    (left, step) => reverted(left, step, reason),
    mailbox,
  );
  if (!isUnanswered || !isIn(after, 'unanswered')) return { mailbox: after, toAsk: undefined };
  return { mailbox: toBeCompleted(after, { ...after.provisioning, since: at }), toAsk: 'creation' };
}

/**
 * The provisioner does not know the mailbox of a step. A mailbox that was never created, and is to be enabled, is
 * created; otherwise the step can never succeed. Changed names are no failure then, nor is any step of a mailbox never
 * known to exist. `isLost`: the provisioner once had the mailbox.
 */
export function stepImpossible(
  mailbox: MailboxIn<'done' | 'unanswered'>,
  step: MailboxStep,
  at: Date,
): Decision & Readonly<{ isLost: boolean }> {
  const { change } = mailbox.provisioning;
  const others = withoutSteps(change, step);
  const left = others && { ...others, isIdentified: false };
  if (isIn(mailbox, 'done')) {
    const failure = { code: 'mail_provisioner.not_found', params: {} } as const;
    const after = step === 'names' ? withChange(mailbox, left) : stepRefused(mailbox, step, failure);
    return { mailbox: after, toAsk: undefined, isLost: true };
  }
  if (step !== 'activation' || change?.active !== true) {
    return { mailbox: withChange(mailbox, withoutSteps(left, 'names')), toAsk: undefined, isLost: false };
  }
  const { startedAt, notedAbsentAt } = mailbox.provisioning;
  const after = toBeCompleted(mailbox, { startedAt, notedAbsentAt, change: left, since: at });
  return { mailbox: after, toAsk: 'creation', isLost: false };
}

/**
 * The mailbox at this address turned out to be a stranger's: ours was never created, and is not to be. A pending request
 * to enable it counts as refused.
 */
export function strangerFound(mailbox: MailboxIn<'unanswered'>): MailboxIn<'refused'> {
  const failure = { code: 'mailbox.address_taken', params: {} } as const;
  const isWantedOn = mailbox.provisioning.change?.active === true;
  const { provisioning } = isWantedOn ? stepRefused(mailbox, 'activation', failure) : mailbox;
  const { startedAt, changeRevision, changeFailure } = provisioning;
  return {
    ...mailbox,
    status: 'disabled',
    provisioning: { state: 'refused', startedAt, failure, changeRevision, changeFailure },
  };
}
