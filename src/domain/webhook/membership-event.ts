import type { UserId } from '../shared/ids.ts';

export type MembershipOperation = 'add' | 'remove';

/** A person joined or left a team; the members are as of that moment. */
export type MembershipEvent = Readonly<{
  operation: MembershipOperation;
  userId: UserId;
  email: string | null;
  teamName: string;
}>;
