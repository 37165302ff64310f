import type { Mailbox } from '../mailbox/mailbox.ts';
import { DomainError } from '../shared/errors.ts';
import type { DriftLineId, MailDomainId } from '../shared/ids.ts';
import type { SkipReason, TakenMailbox } from './listed-mailbox.ts';

export const DRIFT_OBJECTS = ['mailbox', 'alias'] as const;
export type DriftObject = (typeof DRIFT_OBJECTS)[number];

/**
 * What comparing one address with the provisioner found. `imported`: it was there only and is here now. `skipped`: it is
 * there, and cannot be taken over for a reason. The others are for somebody to settle.
 */
export const DRIFT_FINDINGS = ['imported', 'skipped', 'missing_here', 'missing_there', 'differing'] as const;
export type DriftFinding = (typeof DRIFT_FINDINGS)[number];

/** `adopt`: make ours as theirs. `push`: make theirs as ours. `ignore`: leave both until one of them changes. */
export const DRIFT_RESOLUTIONS = ['adopt', 'push', 'ignore'] as const;
export type DriftResolution = (typeof DRIFT_RESOLUTIONS)[number];

/** What is compared of a mailbox; `isActive` is null when that side does not know. */
export type MailboxFacts = Readonly<{ firstName: string; lastName: string; isActive: boolean | null }>;

/** One result of the latest comparison of a domain with the provisioner. */
export type DriftLine = Readonly<{
  id: DriftLineId;
  mailDomainId: MailDomainId;
  object: DriftObject;
  /** The address it is about, in full. */
  address: string;
  /** Where an alias leads to; empty for mailboxes. */
  destination: string;
  finding: DriftFinding;
  /** Only of what was skipped. */
  reason: SkipReason | null;
  /** Ours and theirs, as far as they are compared; null where there is none. */
  here: MailboxFacts | null;
  there: MailboxFacts | null;
  isIgnored: boolean;
  foundAt: Date;
}>;

const NONE: readonly DriftResolution[] = [];
const RESOLUTIONS = {
  mailbox: {
    imported: NONE,
    skipped: ['ignore'],
    missing_here: ['adopt', 'ignore'],
    missing_there: ['adopt', 'push', 'ignore'],
    differing: ['adopt', 'push', 'ignore'],
  },
  alias: {
    imported: NONE,
    skipped: ['ignore'],
    missing_here: ['adopt', 'push', 'ignore'],
    missing_there: ['adopt', 'push', 'ignore'],
    differing: NONE,
  },
} as const satisfies Record<DriftObject, Record<DriftFinding, readonly DriftResolution[]>>;

/** How a line can be settled; mailboxes are never destroyed at the provisioner. */
export const resolutionsOf = ({
  object,
  finding,
}: Pick<DriftLine, 'object' | 'finding'>): readonly DriftResolution[] => RESOLUTIONS[object][finding];

/** @throws DomainError `drift.resolution_not_applicable` */
export function ensureResolvable(line: Pick<DriftLine, 'object' | 'finding'>, wanted: DriftResolution): void {
  if (resolutionsOf(line).includes(wanted)) return;
  throw new DomainError('drift.resolution_not_applicable', `No ${wanted} for ${line.object} ${line.finding}`);
}

/** What is compared of ours; undefined for one that the provisioner need not have yet: pending, refused, in change. */
export function mailboxFacts({
  firstName,
  lastName,
  status,
  provisioning,
}: Pick<Mailbox, 'firstName' | 'lastName' | 'status' | 'provisioning'>): MailboxFacts | undefined {
  if (provisioning.state !== 'done' || provisioning.change !== null) return undefined;
  return { firstName, lastName, isActive: status === 'enabled' };
}

/**
 * Whether both sides tell the same. A side without names, such as that of a disabled mailbox, or that does not know
 * whether the mailbox is active, agrees with any.
 */
export function agree(here: MailboxFacts, there: MailboxFacts): boolean {
  const hasNames = there.firstName !== '' || there.lastName !== '';
  const sameNames = !hasNames || (here.firstName === there.firstName && here.lastName === there.lastName);
  return sameNames && (there.isActive === null || there.isActive === here.isActive);
}

export const takenFacts = ({ firstName, lastName, isActive }: TakenMailbox): MailboxFacts => ({
  firstName,
  lastName,
  isActive,
});
