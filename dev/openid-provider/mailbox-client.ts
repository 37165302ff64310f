/** The client as which the development provider signs people in with their mailboxes (contract/frontend.md). Its secret protects nothing. */
export const MAILBOX_CLIENT = { clientId: 'people-idp', clientSecret: 'local-tests-only' } as const;
