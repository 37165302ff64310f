import { errors } from 'jose';

const TIMES: readonly string[] = ['exp', 'iat', 'nbf'];

/** How far a time of another server is from our clock: `iat is 45 s ahead of our clock`. */
export function describeTime(claim: string, seconds: number, now: Date): string {
  const difference = Math.round(seconds - now.getTime() / 1000);
  return `${claim} is ${Math.abs(difference)} s ${difference > 0 ? 'ahead of' : 'behind'} our clock`;
}

/** The same of the claim for whose time `jose` refused a token; undefined when it refused it for something else. */
export function clockDifference(error: unknown, now: Date): string | undefined {
  const isClaim = error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed;
  if (!isClaim || !TIMES.includes(error.claim)) return undefined;
  const value = error.payload[error.claim];
  return typeof value === 'number' ? describeTime(error.claim, value, now) : undefined;
}
