/** Longest address stored, in characters (contract/rest-api.md 1.10). */
export const EMAIL_MAX_LENGTH = 254;

/** Longest domain name stored, in characters (contract/rest-api.md 2.8). */
export const MAIL_DOMAIN_NAME_MAX_LENGTH = 150;

/** Longest local part of an alias in a request (contract/rest-api.md 2.10), in characters. */
export const ALIAS_LOCAL_PART_MAX_LENGTH = 100;
