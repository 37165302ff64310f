import type { AuditAuthor } from '../../domain/audit/audit-entry.ts';
import type { MailDomain } from '../../domain/mail-domain/mail-domain.ts';
import type { DriftLine } from '../../domain/provisioning/drift.ts';
import { EMAIL_MAX_LENGTH } from '../../domain/shared/email-address.ts';
import type { DriftLineId } from '../../domain/shared/ids.ts';
import { storable } from '../../domain/shared/storable-text.ts';
import { cutText } from '../../domain/shared/text-length.ts';
import type { IdGenerator } from '../shared/system.ts';

/** One comparison of a domain: `startedAt` tells it from others, `imports` whether it takes over what is missing here. */
export type Comparison = Readonly<{
  mailDomain: MailDomain;
  startedAt: Date;
  imports: boolean;
  /** Who has it made. */
  by: AuditAuthor;
  /** Told the lines of each piece once they are stored, and how many rows of the provisioner's it came from. */
  onPiece: (rows: number, lines: readonly DriftLine[]) => Promise<void>;
}>;

/** What a line is about, within its domain and kind of object. */
export type DriftThing = Pick<DriftLine, 'address' | 'destination'>;

/** What came of comparing all objects of one kind. */
export type Compared = Readonly<{
  /** Rows of which nobody can tell what they are about: any of ours may be among them, none is known to be missing. */
  untoldRows: number;
  /** What the provisioner has, in no order. */
  things: () => Iterable<DriftThing>;
}>;

export type ReconcileObjects = (comparison: Comparison) => Promise<Compared>;

/** What was found of one address; what is not told is empty. */
export type Found = Pick<DriftLine, 'address' | 'finding'> &
  Partial<Pick<DriftLine, 'destination' | 'reason' | 'here' | 'there'>>;

/** Rows of ours read at a time. */
export const DRIFT_PAGE = 500;

/** Text of another system as a line shows it: whatever it was, it can be stored. */
const shown = (text: string): string => cutText(storable(text), EMAIL_MAX_LENGTH);

/** Makes lines of what a comparison finds of one kind of object. */
export const lineMaker =
  (ids: IdGenerator, object: DriftLine['object']) =>
  (
    { mailDomain, startedAt }: Pick<Comparison, 'mailDomain' | 'startedAt'>,
    { address, destination = '', ...found }: Found,
  ): DriftLine => ({
    id: ids.next<DriftLineId>(),
    mailDomainId: mailDomain.id,
    object,
    address: shown(address),
    destination: shown(destination),
    reason: null,
    here: null,
    there: null,
    isIgnored: false,
    foundAt: startedAt,
    ...found,
  });

/** Names rows by what is wrong with them: each of several that are wrong in one way gets a number. */
export function rowNamer(): (what: string) => string {
  const counts = new Map<string, number>();
  return (what) => {
    const count = (counts.get(what) ?? 0) + 1;
    counts.set(what, count);
    return count === 1 ? what : `${what} (${count})`;
  };
}
