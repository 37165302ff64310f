import type { SigningKey } from '../../adapters/openid/signing-key.ts';
import type { Factor } from '../../domain/identity/authentication-level.ts';
import type { ClaimProfile } from '../../domain/identity/openid-claims.ts';

export type OpenidProviderSettings = Readonly<{
  /** Our address as clients know it, with a path and without a final slash. */
  issuer: string;
  profile: ClaimProfile;
  /** Of each algorithm, the first signs; the others are published, for what they signed or are going to sign. */
  keys: readonly SigningKey[];
  /** The page of another application where people sign in by `POST login/`; undefined: our own page. */
  loginUrl: string | undefined;
  /** What people can prove who they are with. */
  offeredFactors: readonly Factor[];
  /** How long a refresh token is good, in seconds from the sign-in, however often it is replaced. */
  refreshTokenSeconds: number;
  /** Keys of the installation, the present one first: those of cookies are derived from them. */
  secretKeys: readonly string[];
}>;

/** How long things live, in seconds. */
export const LIFETIMES = {
  authorizationCode: 60,
  accessToken: 36_000,
  idToken: 36_000,
  /** From the sign-in. */
  session: 12 * 3600,
  interaction: 3600,
} as const;
