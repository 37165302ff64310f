import type { AuditEntryId, OrganizationId, UserId } from '../shared/ids.ts';
import type { AuditAction, AuditObjectType } from './audit-action.ts';
import { JOB_ORIGIN, type RequestOrigin } from './request-origin.ts';

type Scalar = string | number | boolean | null;
/** A value, several values, or the values before and after a change. */
export type AuditDetail = Scalar | readonly Scalar[] | { readonly before: Scalar; readonly after: Scalar };
export type AuditDetails = Readonly<Record<string, AuditDetail>>;

/** The author of a change: a person (an `Actor` is one), or no person (`userId` null). */
export type AuditAuthor = Readonly<{
  userId: UserId | null;
  organizationId?: OrganizationId | null;
  origin: RequestOrigin;
  /** Why they make their changes, in their own words: each of their entries has it. */
  reason?: string | undefined;
}>;

/** The author of work done after commit. The entry of the request names the person who asked for it. */
export const BY_JOB: AuditAuthor = { userId: null, origin: JOB_ORIGIN };

/** What happened, as a use case reports it. */
export type AuditEvent = Readonly<{
  at: Date;
  action: AuditAction;
  /** Id of the object; its type follows from the action. */
  objectId: string;
  /** Name of the object in lists, such as an address, as it was at the time. */
  label: string;
  /** The organization whose administrators may read the entry; null: staff only. */
  organizationId: OrganizationId | null;
  /** The person whose access or account the entry concerns. */
  subjectId?: UserId | undefined;
  /** Further facts, such as the role before and after. Never a secret. */
  details?: AuditDetails | undefined;
}>;

/** The details of an entry: those of the event, and the reason of its author. */
export const detailsBy = (
  { reason }: Pick<AuditAuthor, 'reason'>,
  { details = {} }: Pick<AuditEvent, 'details'>,
): AuditDetails => (reason === undefined ? details : { ...details, reason });

/**
 * An entry of the audit log. It identifies people by id only: a stored name or address would outlive their changes to
 * it.
 */
export type AuditEntry = Readonly<{
  id: AuditEntryId;
  occurredAt: Date;
  action: AuditAction;
  objectType: AuditObjectType;
  objectId: string;
  label: string;
  organizationId: OrganizationId | null;
  actorId: UserId | null;
  subjectId: UserId | null;
  origin: RequestOrigin;
  details: AuditDetails;
}>;
