import type { AuditAuthor } from '../../domain/audit/audit-entry.ts';
import type { MailDomain } from '../../domain/mail-domain/mail-domain.ts';
import type { DriftLine } from '../../domain/provisioning/drift.ts';
import { EMAIL_MAX_LENGTH } from '../../domain/shared/email-address.ts';
import type { DriftLineId } from '../../domain/shared/ids.ts';
import { storable } from '../../domain/shared/storable-text.ts';
import { cutText } from '../../domain/shared/text-length.ts';
import type { IdGenerator } from '../shared/system.ts';

/** One comparison of a domain: `startedAt` identifies it; `imports`: whether it imports what is missing here. */
export type Comparison = Readonly<{
  mailDomain: MailDomain;
  startedAt: Date;
  imports: boolean;
  /** The requester. */
  by: AuditAuthor;
  /** Called with the lines of each piece once they are stored, and the number of the provisioner's rows in the piece. */
  onPiece: (rows: number, lines: readonly DriftLine[]) => Promise<void>;
}>;

/** The object of a line, within its domain and kind. */
export type DriftThing = Pick<DriftLine, 'address' | 'destination'>;

/** The result of comparing all objects of one kind. */
export type Compared = Readonly<{
  /** Number of rows without a readable identity: any object may be among them, so none is reported as missing. */
  untoldRows: number;
  /** The objects that the provisioner has, in no order. */
  things: () => Iterable<DriftThing>;
}>;

export type ReconcileObjects = (comparison: Comparison) => Promise<Compared>;

/** The finding for one address; omitted members are empty. */
export type Found = Pick<DriftLine, 'address' | 'finding'> &
  Partial<Pick<DriftLine, 'destination' | 'reason' | 'here' | 'there'>>;

/** Stored rows read at a time. */
export const DRIFT_PAGE = 500;

/** Text of another system as a line shows it, made storable. */
const shown = (text: string): string => cutText(storable(text), EMAIL_MAX_LENGTH);

/** Makes the lines for findings about one kind of object. */
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

/** Names rows by their problem: several rows with the same problem are numbered. */
export function rowNamer(): (what: string) => string {
  const counts = new Map<string, number>();
  return (what) => {
    const count = (counts.get(what) ?? 0) + 1;
    counts.set(what, count);
    return count === 1 ? what : `${what} (${count})`;
  };
}
