import type { MailAliasChangeId, MailboxId, MailDomainId } from '../../domain/shared/ids.ts';

/** Signal topics of requests that wait for a provisioning job. */
export const mailDomainTopic = (id: MailDomainId): string => `mail_domain:${id}`;
export const mailboxTopic = (id: MailboxId): string => `mailbox:${id}`;
export const aliasChangeTopic = (id: MailAliasChangeId): string => `alias_change:${id}`;
