import type { UserId } from '../shared/ids.ts';

export type MembershipOperation = 'add' | 'remove';

/** A person joined or left a team; the members are as of that moment. */
export type MembershipEvent = Readonly<{
  operation: MembershipOperation;
  userId: UserId;
  email: string | null;
  teamName: string;
}>;

/** The body of a SCIM PATCH of a group (RFC 7644 section 3.5.2, contract/rest-api.md 3.7). */
export const scimPatchOf = ({ operation, userId, email }: MembershipEvent) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: [{ op: operation, path: 'members', value: [{ value: userId, email, type: 'User' }] }],
});
