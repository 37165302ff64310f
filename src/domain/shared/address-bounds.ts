/** Longest address stored, in characters (contract/rest-api.md 1.10). */
export const EMAIL_MAX_LENGTH = 254;

/** Longest domain name stored, in characters (contract/rest-api.md 2.8). */
export const MAIL_DOMAIN_NAME_MAX_LENGTH = 150;
