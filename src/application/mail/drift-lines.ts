import type { AuditAuthor } from '../../domain/audit/audit-entry.ts';
import type { DriftLine } from '../../domain/mail/drift.ts';
import type { MailDomain } from '../../domain/mail/mail-domain.ts';
import type { DriftLineId } from '../../domain/shared/ids.ts';
import type { IdGenerator } from '../ports/system.ts';

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

export type ReconcileObjects = (comparison: Comparison) => Promise<void>;

/** What was found of one address; what is not told is empty. */
export type Found = Pick<DriftLine, 'address' | 'finding'> &
  Partial<Pick<DriftLine, 'destination' | 'reason' | 'here' | 'there'>>;

/** Rows of ours read at a time. */
export const DRIFT_PAGE = 500;

/** Makes lines of what a comparison finds of one kind of object. */
export const lineMaker =
  (ids: IdGenerator, object: DriftLine['object']) =>
  ({ mailDomain, startedAt }: Comparison, found: Found): DriftLine => ({
    id: ids.next<DriftLineId>(),
    mailDomainId: mailDomain.id,
    object,
    destination: '',
    reason: null,
    here: null,
    there: null,
    isIgnored: false,
    foundAt: startedAt,
    ...found,
  });
