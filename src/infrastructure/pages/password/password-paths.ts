/** Paths of the pages about passwords; the token of a link is in the query, which no log line contains. */
export type PasswordPaths = Readonly<{
  /** Where a link for a forgotten password is asked for. */
  forgotten: string;
  /** Where links lead. */
  set: string;
  /** Where somebody who is signed in changes theirs. */
  change: string;
  /** The sign-in that leads back there. */
  signInToChange: string;
  account: string;
}>;

/** @param base path, or address, of the issuer, without a final slash */
export const passwordPaths = (base: string): PasswordPaths => ({
  forgotten: `${base}/password/forgotten/`,
  set: `${base}/password/set/`,
  change: `${base}/account/password/`,
  signInToChange: `${base}/account/sign-in/?next=password`,
  account: `${base}/account/`,
});
