import { UNREADABLE } from '../../domain/shared/unreadable.ts';
import type { OutgoingMail } from './outgoing-mail-repository.ts';

/** A mail that no key opens, given up: what it says stays stored, so that it can be sent once the key is back. */
export const withoutKey = (mail: OutgoingMail, now: Date): OutgoingMail => ({
  ...mail,
  status: 'given_up',
  content: UNREADABLE,
  trouble: { since: now, reason: 'NO_KEY' },
  updatedAt: now,
});
