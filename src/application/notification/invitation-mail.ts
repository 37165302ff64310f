import type { UnsentStatus } from './outgoing-mail-repository.ts';

/** What became of the latest mail of an invitation: the mail server took it, has yet to, refused it, or never did take it. */
export type InvitationMail = 'waiting' | 'sent' | UnsentStatus;

/** An invitation with that; null when none of its mails is known, as of those taken over from the reference. */
export type Mailed<Invitation> = Invitation & { readonly mail: InvitationMail | null };
