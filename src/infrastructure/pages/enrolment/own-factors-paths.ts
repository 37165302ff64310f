/** Paths of the pages on which somebody who is signed in sees and changes their factors. */
export type OwnFactorsPaths = Readonly<{
  list: string;
  rename: string;
  remove: string;
  recoveryCodes: string;
  /** Where links of administrators lead; the token is in the query, which no log line contains. */
  link: string;
  account: string;
  /** The sign-in that leads back to the list, also for who is signed in for long. */
  signIn: string;
  /** The same, which leads on to adding one. */
  signInToAdd: string;
  /** Where one is added; its pages stand below. */
  add: string;
}>;

/** @param base path of the issuer, without a final slash */
export const ownFactorsPaths = (base: string): OwnFactorsPaths => ({
  list: `${base}/account/factors/`,
  rename: `${base}/account/factors/rename/`,
  remove: `${base}/account/factors/remove/`,
  recoveryCodes: `${base}/account/factors/recovery-codes/`,
  link: `${base}/account/factors/link/`,
  account: `${base}/account/`,
  signIn: `${base}/account/sign-in/?next=factors`,
  signInToAdd: `${base}/account/sign-in/?next=add-factor`,
  add: `${base}/account/factors/add/`,
});
