import type { ErrorCode } from '../shared/errors.ts';
import type { MailboxChange, MailboxChangeFailure, ProvisionerTroubleCode } from './mailbox-change.ts';

export const MAILBOX_STATUSES = ['pending', 'enabled', 'failed', 'disabled'] as const;
export type MailboxStatus = (typeof MAILBOX_STATUSES)[number];

/** Why the provisioner refused: one of our error codes and the values that its message quotes. */
export type ProvisioningFailure = Readonly<{
  code: Extract<ErrorCode, 'mailbox.address_taken' | 'mailbox.display_name_taken' | 'mailbox.refused'>;
  params: Readonly<Record<string, string>>;
}>;

/** Members that every state of a mailbox has. */
type Lasting = Readonly<{
  /** Counts requests for changes, so that a waiting caller knows whether a failure is that of its own request. */
  changeRevision: number;
  changeFailure: MailboxChangeFailure | null;
}>;

/** A mailbox whose creation is wanted. */
type Wanted = Readonly<{
  /** When the creation was asked for. */
  since: Date;
  /**
   * Whether it was enabled until the provisioner reported it missing: it is enabled again if the address is taken there.
   */
  wasEnabled: boolean;
}>;

/** A mailbox that the provisioner was asked to create. */
type Begun = Readonly<{
  /** When the latest attempt at creation began; from the first attempt on, the mailbox may exist there. */
  startedAt: Date;
  /**
   * When the provisioner was seen to have no such mailbox, before the first request for it. Only then is a mailbox that
   * is found after a lost answer, with the same names, known to be this one.
   */
  notedAbsentAt: Date | null;
}>;

/** The pending change of a mailbox that exists at the provisioner, or may; null when nothing is pending. */
type Changing = Readonly<{ change: MailboxChange | null }>;

/** To be created; the provisioner has not been asked for it. */
export type Waiting = Lasting & Wanted & Readonly<{ state: 'waiting' }>;

/** To be created; the provisioner was asked, and may have it. */
export type Asked = Lasting &
  Wanted &
  Begun &
  Changing &
  Readonly<{
    state: 'asked';
    /** Requests made since the creation was wanted. */
    attempts: number;
    /** Why the latest finished attempt failed; null when none did. */
    trouble: ProvisionerTroubleCode | null;
  }>;

/** The provisioner has the mailbox. `startedAt` is null for a mailbox that was not created by us. */
export type Done = Lasting &
  Changing &
  Readonly<{ state: 'done'; startedAt: Date | null; notedAbsentAt: Date | null }>;

/** The provisioner refused the mailbox; `failure` is null where a former system recorded no reason. */
export type Refused = Lasting &
  Readonly<{ state: 'refused'; startedAt: Date | null; failure: ProvisioningFailure | null }>;

/** Disabled before the provisioner was asked for it: enabling it starts its creation. */
export type Withheld = Lasting & Readonly<{ state: 'withheld' }>;

/** Disabled before the provisioner answered the request to create it: whether it exists is not known yet. */
export type Unanswered = Lasting & Begun & Changing & Readonly<{ state: 'unanswered' }>;

type In<Status extends MailboxStatus, Provisioning> = Readonly<{
  status: Status;
  provisioning: Provisioning;
}>;

/** The provisioning state of a mailbox and the status that people see. No other combinations exist. */
export type Provisioned =
  | In<'pending', Waiting>
  | In<'pending', Asked>
  | In<'enabled' | 'disabled', Done>
  | In<'failed' | 'disabled', Refused>
  | In<'disabled', Withheld>
  | In<'disabled', Unanswered>;
export type Provisioning = Provisioned['provisioning'];
export type ProvisioningState = Provisioning['state'];

const NO_CHANGES: Lasting = { changeRevision: 0, changeFailure: null };

/** The state of a mailbox that is to be created. */
export const toBeCreated = (since: Date): Provisioned => ({
  status: 'pending',
  provisioning: { state: 'waiting', since, wasEnabled: false, ...NO_CHANGES },
});

/** The state of a mailbox that the provisioner has, and that was not created by us. */
export const foundThere = (isActive: boolean): Provisioned => ({
  status: isActive ? 'enabled' : 'disabled',
  provisioning: { state: 'done', startedAt: null, notedAbsentAt: null, change: null, ...NO_CHANGES },
});

/** The pending change of a mailbox that exists at the provisioner, or may; null when nothing is pending. */
export const changeOf = ({ provisioning }: Pick<Provisioned, 'provisioning'>): MailboxChange | null =>
  'change' in provisioning ? provisioning.change : null;

/**
 * Whether a mailbox is enabled and to stay so. From the moment that somebody has it disabled it is not, however long the
 * provisioner takes; one that is being enabled is not before it is enabled there.
 */
export const staysEnabled = (status: MailboxStatus, change: Pick<MailboxChange, 'active'> | null): boolean =>
  status === 'enabled' && change?.active !== false;

/** Why the provisioner refused a mailbox; null when it did not, or gave no reason. */
export const failureOf = ({ provisioning }: Pick<Provisioned, 'provisioning'>): ProvisioningFailure | null =>
  provisioning.state === 'refused' ? provisioning.failure : null;

/**
 * Whether the provisioner may still create a mailbox that it does not have: it carries out a call whose answer we stopped
 * waiting for within `carriedOutWithinMs` milliseconds, if it does.
 */
export const mayAppear = (
  { startedAt }: Pick<Unanswered, 'startedAt'>,
  at: Date,
  carriedOutWithinMs: number,
): boolean => at.getTime() - startedAt.getTime() < carriedOutWithinMs;
