/** How long an invitation is good for, in milliseconds (contract/rest-api.md 2.8). */
const INVITATION_LIFETIME_MS = 604_800_000;

/** When an invitation made or refreshed at that moment expires. */
export const expiryOfInvitation = (at: Date): Date => new Date(at.getTime() + INVITATION_LIFETIME_MS);

/** Whether an invitation is no longer good. */
export const isExpired = ({ expiresAt }: { readonly expiresAt: Date }, now: Date): boolean =>
  expiresAt <= now;
