/** Paths of the pages about passwords; the token of a link is in the query, which no log line contains. */
export const PASSWORD_PATHS = {
  /** Where a link for a forgotten password is asked for. */
  forgotten: '/o/password/forgotten/',
  /** Where links lead. */
  set: '/o/password/set/',
  /** Where somebody who is signed in changes theirs. */
  change: '/o/account/password/',
  /** The sign-in that leads back there. */
  signInToChange: '/o/account/sign-in/?next=password',
  account: '/o/account/',
} as const;
