import type { AuditEntryId, OrganizationId, UserId } from '../shared/ids.ts';
import type { AuditAction, AuditObjectType } from './audit-action.ts';
import { JOB_ORIGIN, type RequestOrigin } from './request-origin.ts';

type Scalar = string | number | boolean | null;
/** A value, several, or what it was and what it became. */
export type AuditDetail = Scalar | readonly Scalar[] | { readonly before: Scalar; readonly after: Scalar };
export type AuditDetails = Readonly<Record<string, AuditDetail>>;

/** Who made a change: a person (an `Actor` is one), or nobody in particular. */
export type AuditAuthor = Readonly<{
  userId: UserId | null;
  organizationId?: OrganizationId | null;
  origin: RequestOrigin;
}>;

/** Work done after commit. Who asked for it is in the entry of what they asked. */
export const BY_JOB: AuditAuthor = { userId: null, origin: JOB_ORIGIN };

/** What happened, as a use case tells it. */
export type AuditEvent = Readonly<{
  at: Date;
  action: AuditAction;
  /** Id of the object; its type follows from the action. */
  objectId: string;
  /** How to call the object in a list: a name, an address. It stays as it was at the time. */
  label: string;
  /** The organization whose administrators may read the entry; null: staff only. */
  organizationId: OrganizationId | null;
  /** The person whose access or account it is about. */
  subjectId?: UserId | undefined;
  /** What else there is to know, such as the role before and after. Never a secret. */
  details?: AuditDetails | undefined;
}>;

/** An entry of the audit log. People are told by id only: names and addresses are those of today, and theirs to change. */
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
