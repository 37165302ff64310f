/** Most things that one request changes, such as mailboxes or differences. */
export const MOST_CHANGED_AT_ONCE = 1_000;
