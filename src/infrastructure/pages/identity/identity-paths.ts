/** Paths of the pages of the OpenID provider, each with the path of the issuer. */
export type IdentityPaths = Readonly<{
  interaction: (uid: string) => string;
  account: string;
  accountSignIn: string;
  accountSignOut: string;
  sessions: string;
  ownFactors: string;
  addFactor: string;
  /** Where links to enrol a second factor lead; the token is in the query, which no log line contains. */
  enrolmentLink: string;
  forgottenPassword: string;
  ownPassword: string;
}>;

/** @param base path, or address, of the issuer, without a final slash */
export const identityPaths = (base: string): IdentityPaths => ({
  interaction: (uid) => `${base}/interaction/${uid}/`,
  account: `${base}/account/`,
  accountSignIn: `${base}/account/sign-in/`,
  accountSignOut: `${base}/account/sign-out/`,
  sessions: `${base}/account/sessions/`,
  ownFactors: `${base}/account/factors/`,
  addFactor: `${base}/account/factors/add/`,
  enrolmentLink: `${base}/account/factors/link/`,
  forgottenPassword: `${base}/password/forgotten/`,
  ownPassword: `${base}/account/password/`,
});
