/** Paths of the steps of one sign-in. */
export type SignInPaths = Readonly<{
  /** Address and password, or a passkey. */
  start: string;
  /** A code of an authenticator application, or a passkey. */
  secondFactor: string;
  recoveryCode: string;
  /** What a browser asks a passkey for. */
  passkeyOptions: string;
  /** What a passkey answered. */
  passkey: string;
  /** Below it, with a final slash and without the query, somebody gets a second factor on the way. */
  enrolmentBase: string;
  /** What says where the sign-in leads, with its question mark: a part of each path. */
  query: string;
}>;

export const signInPaths = (start: string, query = ''): SignInPaths => ({
  start: `${start}${query}`,
  secondFactor: `${start}second-factor/${query}`,
  recoveryCode: `${start}recovery-code/${query}`,
  passkeyOptions: `${start}passkey/options/${query}`,
  passkey: `${start}passkey/${query}`,
  enrolmentBase: `${start}factors/`,
  query,
});
