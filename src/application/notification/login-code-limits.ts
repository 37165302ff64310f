/** Limits of a login link: an hour, and enough uses to survive a mail scanner that follows links. */
export const LOGIN_CODE_LIMITS = { expiresInSeconds: 3600, maxUses: 3 };
