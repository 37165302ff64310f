import type { ErrorCode } from '../shared/errors.ts';
import type { MailboxChange, MailboxChangeFailure, ProvisionerTroubleCode } from './mailbox-change.ts';

export const MAILBOX_STATUSES = ['pending', 'enabled', 'failed', 'disabled'] as const;
export type MailboxStatus = (typeof MAILBOX_STATUSES)[number];

/** Why the provisioner said no: an error code of ours and what its message quotes. */
export type ProvisioningFailure = Readonly<{
  code: Extract<ErrorCode, 'mailbox.address_taken' | 'mailbox.display_name_taken' | 'mailbox.refused'>;
  params: Readonly<Record<string, string>>;
}>;

/** What outlives every state of a mailbox. */
type Lasting = Readonly<{
  /** Counts requests for changes, so that whoever waits knows whether a failure is that of theirs. */
  changeRevision: number;
  changeFailure: MailboxChangeFailure | null;
}>;

/** The creation is wanted. */
type Wanted = Readonly<{
  /** When the creation was asked for. */
  since: Date;
  /** It was enabled until the provisioner turned out not to have it: if it has, it is so again. */
  wasEnabled: boolean;
}>;

/** The provisioner was asked for the mailbox. */
type Begun = Readonly<{
  /** When the latest attempt to create it began; from the first one on it may exist there. */
  startedAt: Date;
  /**
   * When the provisioner was seen to have no such mailbox, before it was first asked for it: only then what is there
   * after a lost answer, with its names, is known to be this one.
   */
  notedAbsentAt: Date | null;
}>;

/** What the provisioner is still to be asked about a mailbox that is there, or may be; null when it has all. */
type Changing = Readonly<{ change: MailboxChange | null }>;

/** It is to be created, and the provisioner has not been asked for it. */
export type Waiting = Lasting & Wanted & Readonly<{ state: 'waiting' }>;

/** It is to be created, and may exist. */
export type Asked = Lasting &
  Wanted &
  Begun &
  Changing &
  Readonly<{
    state: 'asked';
    /** How often the provisioner was asked since the creation was wanted. */
    attempts: number;
    /** Why the latest attempt that is over came to nothing; null when none did. */
    trouble: ProvisionerTroubleCode | null;
  }>;

/** The provisioner has it. `startedAt` is null for a mailbox that is not of our making. */
export type Done = Lasting &
  Changing &
  Readonly<{ state: 'done'; startedAt: Date | null; notedAbsentAt: Date | null }>;

/** The provisioner refused it; `failure` is null where a former system did not say why. */
export type Refused = Lasting &
  Readonly<{ state: 'refused'; startedAt: Date | null; failure: ProvisioningFailure | null }>;

/** It was disabled before the provisioner was asked for it: enabling it starts its creation. */
export type Withheld = Lasting & Readonly<{ state: 'withheld' }>;

/** It was disabled before the provisioner answered to its creation: nobody knows yet whether it is there. */
export type Unanswered = Lasting & Begun & Changing & Readonly<{ state: 'unanswered' }>;

type In<Status extends MailboxStatus, Provisioning> = Readonly<{
  status: Status;
  provisioning: Provisioning;
}>;

/** How far a mailbox got at the provisioner, and what people see of it. There are no other combinations. */
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

/** Of a mailbox that is to be created. */
export const toBeCreated = (since: Date): Provisioned => ({
  status: 'pending',
  provisioning: { state: 'waiting', since, wasEnabled: false, ...NO_CHANGES },
});

/** Of a mailbox that the provisioner has, and has not from us. */
export const foundThere = (isActive: boolean): Provisioned => ({
  status: isActive ? 'enabled' : 'disabled',
  provisioning: { state: 'done', startedAt: null, notedAbsentAt: null, change: null, ...NO_CHANGES },
});

/** What the provisioner is still to be asked about a mailbox that is there, or may be. */
export const changeOf = ({ provisioning }: Pick<Provisioned, 'provisioning'>): MailboxChange | null =>
  'change' in provisioning ? provisioning.change : null;

/** Why the provisioner refused a mailbox; null when it did not, or did not say. */
export const failureOf = ({ provisioning }: Pick<Provisioned, 'provisioning'>): ProvisioningFailure | null =>
  provisioning.state === 'refused' ? provisioning.failure : null;
