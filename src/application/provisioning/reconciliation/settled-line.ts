import type { AuditEvent } from '../../../domain/audit/audit-entry.ts';
import type { DriftLine } from '../../../domain/provisioning/drift.ts';
import { DomainError } from '../../../domain/shared/errors.ts';

/** What settling a line changed. */
export type SettledLine = Readonly<{
  /** The change for the audit log; undefined when there is none yet. */
  event: Pick<AuditEvent, 'action' | 'objectId' | 'details'> | undefined;
  /** Whether the provisioner has yet to do something. */
  isWaiting: boolean;
}>;

/** What settling did, or why it was not done. */
export type Settling = SettledLine | DomainError;

export const staleLine = () => new DomainError('drift.stale', 'It is no longer as the line says');

export const localPartOf = ({ address }: Pick<DriftLine, 'address'>): string =>
  address.slice(0, address.lastIndexOf('@'));
