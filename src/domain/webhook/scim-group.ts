import type { MembershipEvent, MembershipOperation } from './membership-event.ts';
import { answerFor, type WebhookAnswer } from './webhook-failure.ts';

const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** The body of a change of members in La Suite's dialect of SCIM (contract/rest-api.md 3.7). */
export const dialectPatchOf = ({ operation, userId, email }: MembershipEvent) => ({
  schemas: [PATCH_SCHEMA],
  Operations: [{ op: operation, path: 'members', value: [{ value: userId, email, type: 'User' }] }],
});

/**
 * The same as the standard has it: members have no address (RFC 7643, section 8.7.1), and who is to go is selected by the
 * path, without which a standard server takes all of them out (RFC 7644, section 3.5.2.2).
 */
export const standardPatchOf = ({ operation, userId }: MembershipEvent) => ({
  schemas: [PATCH_SCHEMA],
  Operations: [
    operation === 'add'
      ? { op: operation, path: 'members', value: [{ value: userId }] }
      : { op: operation, path: `members[value eq "${userId}"]` },
  ],
});

/** Whether a refusal says that the group is already as it should be (RFC 7644, section 3.12 and table 9). */
const isDoneBefore = (
  operation: MembershipOperation,
  status: number,
  scimType: string | undefined,
): boolean =>
  operation === 'add' ? status === 409 : status === 404 || (status === 400 && scimType === 'noTarget');

/** The token is not accepted, perhaps while it is being replaced: no event may be lost until that is done. */
const UNAUTHORIZED = [401, 403];

/** What the answer of a SCIM server to a change of members means; `scimType` is that of its error. */
export function scimAnswer(
  operation: MembershipOperation,
  { status, scimType, retryAfterSeconds }: ScimReply,
): WebhookAnswer {
  const isDone = status >= 200 && status < 300;
  if (isDone || isDoneBefore(operation, status, scimType)) return { result: 'delivered', status };
  if (UNAUTHORIZED.includes(status)) {
    return { result: 'unavailable', failure: 'unauthorized', status, retryAfterSeconds };
  }
  return answerFor(status, 'refused', retryAfterSeconds);
}

type ScimReply = Readonly<{
  status: number;
  scimType: string | undefined;
  /** How long the server asks us to wait. */
  retryAfterSeconds: number | undefined;
}>;
