/** Lifetime of an invitation, in milliseconds (contract/rest-api.md 2.8). */
const INVITATION_LIFETIME_MS = 604_800_000;

/** When an invitation expires that was made or refreshed at `at`. */
export const expiryOfInvitation = (at: Date): Date => new Date(at.getTime() + INVITATION_LIFETIME_MS);

/** Whether an invitation has expired. */
export const isExpired = ({ expiresAt }: { readonly expiresAt: Date }, now: Date): boolean =>
  expiresAt <= now;
