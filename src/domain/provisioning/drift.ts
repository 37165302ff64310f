import type { Mailbox } from '../mailbox/mailbox.ts';
import { DomainError } from '../shared/errors.ts';
import type { DriftLineId, MailDomainId } from '../shared/ids.ts';
import type { SkipReason, TakenMailbox } from './listed-mailbox.ts';

export const DRIFT_OBJECTS = ['mailbox', 'alias'] as const;
export type DriftObject = (typeof DRIFT_OBJECTS)[number];

/**
 * The result of comparing one address with the provisioner. `imported`: only the provisioner had it, and it was
 * imported. `skipped`: the provisioner has it, and `reason` says why it cannot be imported. Staff settle the others.
 */
export const DRIFT_FINDINGS = ['imported', 'skipped', 'missing_here', 'missing_there', 'differing'] as const;
export type DriftFinding = (typeof DRIFT_FINDINGS)[number];

/**
 * `adopt`: copy the provisioner's state. `push`: send ours to the provisioner. `ignore`: leave both until one changes.
 * `reopen`: what is ignored is to be settled again.
 */
export const DRIFT_RESOLUTIONS = ['adopt', 'push', 'ignore', 'reopen'] as const;
export type DriftResolution = (typeof DRIFT_RESOLUTIONS)[number];

/** Those that change one of both sides. */
export type ChangingResolution = Exclude<DriftResolution, 'ignore' | 'reopen'>;

/** The compared members of a mailbox; `isActive` is null when that side does not know. */
export type MailboxFacts = Readonly<{ firstName: string; lastName: string; isActive: boolean | null }>;

/** One result of the latest comparison of a domain with the provisioner. */
export type DriftLine = Readonly<{
  id: DriftLineId;
  mailDomainId: MailDomainId;
  object: DriftObject;
  /** The full address that the line is about. */
  address: string;
  /** The destination of an alias; empty for mailboxes. */
  destination: string;
  finding: DriftFinding;
  /** Set for skipped lines only. */
  reason: SkipReason | null;
  /** The compared members here and at the provisioner; null where that side has none. */
  here: MailboxFacts | null;
  there: MailboxFacts | null;
  isIgnored: boolean;
  foundAt: Date;
}>;

const NONE: readonly Exclude<DriftResolution, 'reopen'>[] = [];
/** Of lines that are not ignored. */
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
} as const satisfies Record<DriftObject, Record<DriftFinding, typeof NONE>>;

/** The ways in which a line can be settled; no mailbox is ever deleted at the provisioner. */
export const resolutionsOf = ({
  object,
  finding,
  isIgnored,
}: Pick<DriftLine, 'object' | 'finding' | 'isIgnored'>): readonly DriftResolution[] =>
  RESOLUTIONS[object][finding].map((resolution) =>
    isIgnored && resolution === 'ignore' ? 'reopen' : resolution,
  );

/** The findings that somebody settles, unless they are ignored. */
export const FINDINGS_TO_SETTLE: readonly DriftFinding[] = DRIFT_FINDINGS.filter((finding) =>
  DRIFT_OBJECTS.some((object) => RESOLUTIONS[object][finding].length > 0),
);

/** Why a line cannot be settled in a way; undefined where it can, as where that is done already. */
export function refusalOf(
  line: Pick<DriftLine, 'object' | 'finding'>,
  wanted: DriftResolution,
): DomainError | undefined {
  const isApplicable = [false, true].some((isIgnored) =>
    resolutionsOf({ ...line, isIgnored }).includes(wanted),
  );
  if (isApplicable) return undefined;
  return new DomainError(
    'drift.resolution_not_applicable',
    `No ${wanted} for ${line.object} ${line.finding}`,
  );
}

/**
 * The compared members of a stored mailbox; undefined when the provisioner need not have it yet: pending, refused, or in
 * change.
 */
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
 * Whether both sides agree. A side without names, such as that of a disabled mailbox, agrees with any names, and a side
 * that does not know whether the mailbox is active agrees with any state.
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
