import { createHash } from 'node:crypto';
import { endOfPasswordLink, type PasswordLink } from '../../src/domain/identity/password-link.ts';
import type { MailboxId, PasswordLinkId } from '../../src/domain/shared/ids.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

/** A mailed link that nobody has used. */
export const makePasswordLink = (given: Partial<PasswordLink> = {}): PasswordLink => ({
  id: createHash('sha256').update(newId()).digest('hex') as PasswordLinkId,
  mailboxId: newId<MailboxId>(),
  purpose: 'forgotten',
  recipient: 'jean@perso.example',
  language: 'fr-fr',
  createdAt: CREATED_AT,
  expiresAt: endOfPasswordLink('forgotten', CREATED_AT),
  endedAt: null,
  end: null,
  ...given,
});
