/** Paths of the pages of the OpenID provider. */
export const IDENTITY_PATHS = {
  /** Followed by the id of the interaction and a slash. */
  interaction: '/o/interaction/',
  account: '/o/account/',
  accountSignIn: '/o/account/sign-in/',
  accountSignOut: '/o/account/sign-out/',
  sessions: '/o/account/sessions/',
  forgottenPassword: '/o/password/forgotten/',
  ownPassword: '/o/account/password/',
} as const;

/** Where an interaction is carried on. */
export const interactionPath = (uid: string): string =>
  `${IDENTITY_PATHS.interaction}${encodeURIComponent(uid)}/`;
