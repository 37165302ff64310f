/** Path of links in mails; the token is in the query, which no log line contains. */
export const MAIL_LINK_PATH = '/mail-link/';
