/** What became of inviting somebody by their address, for whatever they are invited to. */
export type InviteOutcome<Invitation, AccessId> =
  | { readonly outcome: 'invited'; readonly invitation: Invitation }
  /** The address is that of somebody we know: they have an access now, and no mail is sent. */
  | { readonly outcome: 'access_created'; readonly accessId: AccessId };
