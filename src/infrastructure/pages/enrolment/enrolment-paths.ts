/** Paths of the pages on which somebody adds a factor, in one of the places where that is possible. */
export type EnrolmentPaths = Readonly<{
  /** Why, a proof, and the choice of a way. */
  start: string;
  /** An authenticator application. */
  totp: string;
  passkey: string;
  /** What a browser asks a new passkey for. */
  passkeyOptions: string;
}>;

/**
 * @param base path of the first page, with its final slash
 * @param query part of each path that says where the sign-in leads, with its question mark
 */
export const enrolmentPaths = (base: string, query = ''): EnrolmentPaths => ({
  start: `${base}${query}`,
  totp: `${base}totp/${query}`,
  passkey: `${base}passkey/${query}`,
  passkeyOptions: `${base}passkey/options/${query}`,
});
