/** What became of the latest mail of an invitation: the mail server took it, refused it, or was not reached yet. */
export type InvitationMail = 'waiting' | 'sent' | 'refused';

/** An invitation with that; null when none of its mails is known, as of those taken over from the reference. */
export type Mailed<Invitation> = Invitation & { readonly mail: InvitationMail | null };
