/** The languages of mails and messages, by the names the wire uses (contract/rest-api.md 1.8). */
export const LANGUAGES = ['en-us', 'fr-fr'] as const;
export type Language = (typeof LANGUAGES)[number];
