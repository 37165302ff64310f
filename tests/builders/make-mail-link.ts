import { createHash } from 'node:crypto';
import {
  endOfMailLink,
  LOGINS_OF_MAIL_LINK,
  type MailLink,
} from '../../src/domain/notification/mail-link.ts';
import type { MailboxId, MailLinkId } from '../../src/domain/shared/ids.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

/** A link that opens the webmail, and shows no password. */
export const makeMailLink = (given: Partial<MailLink> = {}): MailLink => ({
  id: createHash('sha256').update(newId()).digest('hex') as MailLinkId,
  mailboxId: newId<MailboxId>(),
  recipient: 'jean@perso.example',
  language: 'fr-fr',
  loginsLeft: LOGINS_OF_MAIL_LINK,
  password: null,
  passwordShownAt: null,
  createdAt: CREATED_AT,
  expiresAt: endOfMailLink(CREATED_AT),
  ...given,
});
