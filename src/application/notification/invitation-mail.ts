import type { UnsentStatus } from './outgoing-mail-repository.ts';

/** State of the latest mail of an invitation: `waiting` until the mail server takes it. */
export type InvitationMail = 'waiting' | 'sent' | UnsentStatus;

/**
 * An invitation with the state of its mail; null when no mail is known, as for invitations taken over from the
 * reference.
 */
export type Mailed<Invitation> = Invitation & {
  readonly mail: InvitationMail | null;
  /** The latest codes of a mail server that did not take that mail; null where there was none. */
  readonly mailReason: string | null;
};
