/** Limits of a login link in a mail: an hour, and enough uses to survive a mail scanner that follows links. */
export const LOGIN_CODE_LIMITS = { expiresInSeconds: 3600, maxUses: 3 };

/** Limits of a code that a browser is sent on with at once: time for a slow connection, and for one reload. */
export const IMMEDIATE_LOGIN_CODE_LIMITS = { expiresInSeconds: 300, maxUses: 2 };

/** Limits of a code that nobody gets: the provisioner is asked for it to know that the mailbox can be opened. */
export const TRIED_LOGIN_CODE_LIMITS = { expiresInSeconds: 60, maxUses: 1 };
