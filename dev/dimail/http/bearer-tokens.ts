import { jwtVerify, SignJWT } from 'jose';

/** 47 minutes (contract/dimail.md section 3). */
const LIFETIME_SECONDS = 47 * 60;

/** Issues and reads the HS256 tokens of `GET /token/`: claims `sub` and `exp`, nothing else. */
export class BearerTokens {
  readonly #secret: Uint8Array;

  constructor(
    secret: string,
    private readonly now: () => Date,
  ) {
    this.#secret = new TextEncoder().encode(secret);
  }

  issue(subject: string): Promise<string> {
    const expiry = Math.floor(this.now().getTime() / 1000) + LIFETIME_SECONDS;
    return new SignJWT({ sub: subject, exp: expiry })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .sign(this.#secret);
  }

  /** The subject, or undefined when the token is malformed, forged or expired. */
  async subjectOf(token: string): Promise<string | undefined> {
    try {
      const options = { algorithms: ['HS256'], currentDate: this.now() };
      return (await jwtVerify(token, this.#secret, options)).payload.sub;
    } catch {
      // dimail answers the same to every unusable token.
      return undefined;
    }
  }
}
