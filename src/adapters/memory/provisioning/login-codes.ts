import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../application/shared/system.ts';

type StoredCode = { readonly email: string; readonly expiresAt: number; usesLeft: number };

/** The login codes that the provisioner in memory has issued. */
export class LoginCodes {
  readonly #codes = new Map<string, StoredCode>();

  constructor(private readonly clock: Clock) {}

  issue(
    email: string,
    { expiresInSeconds, maxUses }: { readonly expiresInSeconds: number; readonly maxUses: number },
  ): string {
    const code = randomBytes(24).toString('base64url');
    const expiresAt = this.clock.now().getTime() + expiresInSeconds * 1000;
    this.#codes.set(code, { email, expiresAt, usesLeft: maxUses });
    return code;
  }

  /** The address that a code opens, or undefined when the code is unknown, expired or used up. Counts as a use. */
  use(code: string): string | undefined {
    const stored = this.#codes.get(code);
    if (!stored || stored.usesLeft <= 0 || this.clock.now().getTime() >= stored.expiresAt) {
      return undefined;
    }
    stored.usesLeft -= 1;
    return stored.email;
  }
}
