import { TOTP } from 'otpauth';

const PERIOD_MS = 30_000;

/** The code that an authenticator application shows, that many steps from a moment. @param secret in base32 */
export const codeOf = (secret: string, at: Date, steps = 0): string =>
  new TOTP({ secret }).generate({ timestamp: at.getTime() + steps * PERIOD_MS });

/** Codes that are none of an application around a moment: the one after the others, and so on. */
export function wrongCodes(secret: string, at: Date, count: number): readonly string[] {
  const near = new Set(Array.from({ length: 9 }, (_, index) => codeOf(secret, at, index - 4)));
  const codes: string[] = [];
  for (let number = 0; codes.length < count; number += 1) {
    const code = String(number).padStart(6, '0');
    if (!near.has(code)) codes.push(code);
  }
  return codes;
}
