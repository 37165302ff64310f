/** Lifetime of an invitation, in milliseconds (contract/rest-api.md 2.8). */
const INVITATION_LIFETIME_MS = 604_800_000;

/** When an invitation expires that was made or refreshed at `at`. */
export const expiryOfInvitation = (at: Date): Date => new Date(at.getTime() + INVITATION_LIFETIME_MS);

/** Before its end, in milliseconds, an invitation is marked: two days, in which somebody can be reminded or invited again. */
const ENDS_SOON_MS = 172_800_000;

/** Whether an invitation has expired. */
export const isExpired = ({ expiresAt }: { readonly expiresAt: Date }, now: Date): boolean =>
  expiresAt <= now;

/** Whether an invitation goes on, but not for long. */
export const isEndingSoon = (invitation: { readonly expiresAt: Date }, now: Date): boolean =>
  !isExpired(invitation, now) && invitation.expiresAt.getTime() - now.getTime() <= ENDS_SOON_MS;

/** The latest end of an invitation that ends soon at `now`. */
export const lastEndOfEndingSoon = (now: Date): Date => new Date(now.getTime() + ENDS_SOON_MS);
