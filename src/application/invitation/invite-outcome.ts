/** The outcome of inviting a person by address. */
export type InviteOutcome<Invitation, AccessId> =
  | { readonly outcome: 'invited'; readonly invitation: Invitation }
  /** The address belongs to an account that the actor reaches, which has got the access; no mail is sent. */
  | { readonly outcome: 'access_created'; readonly accessId: AccessId };
