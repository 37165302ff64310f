import { createHash } from 'node:crypto';
import {
  endOfPasswordLink,
  type PasswordLink,
  type PasswordLinkLifetimes,
} from '../../src/domain/identity/password-link.ts';
import type { MailboxId, PasswordLinkId } from '../../src/domain/shared/ids.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

const HOUR_MS = 3600 * 1000;

/** Those of an installation that chooses none. */
export const PASSWORD_LINK_LIFETIMES: PasswordLinkLifetimes = {
  first: 7 * 24 * HOUR_MS,
  forgotten: HOUR_MS,
  handed_over: 3 * 24 * HOUR_MS,
};

/** A mailed link that nobody has used. */
export const makePasswordLink = (given: Partial<PasswordLink> = {}): PasswordLink => ({
  id: createHash('sha256').update(newId()).digest('hex') as PasswordLinkId,
  mailboxId: newId<MailboxId>(),
  purpose: 'forgotten',
  recipient: 'jean@perso.example',
  language: 'fr-fr',
  createdAt: CREATED_AT,
  expiresAt: endOfPasswordLink('forgotten', CREATED_AT, PASSWORD_LINK_LIFETIMES),
  endedAt: null,
  end: null,
  ...given,
});
