/** Longest first or last name of a mailbox, in characters (contract/rest-api.md 2.9). */
export const MAILBOX_NAME_MAX_LENGTH = 200;

/** Longest local part that may be stored, in characters (contract/rest-api.md 2.9). */
export const LOCAL_PART_MAX_LENGTH = 150;

/** Longest local part that mail servers take, in characters (RFC 5321, 4.5.3.1.1). */
export const LONGEST_DELIVERED = 64;
