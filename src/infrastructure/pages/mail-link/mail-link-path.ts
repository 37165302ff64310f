/** Where links in mails lead; the token stands in the query, which no log line has. */
export const MAIL_LINK_PATH = '/mail-link/';
