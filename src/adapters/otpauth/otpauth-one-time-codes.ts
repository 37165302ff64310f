import { Secret, TOTP } from 'otpauth';
import type { OneTimeCodes } from '../../application/identity/factor/code/one-time-codes.ts';

const DIGITS = 6;
const PERIOD_SECONDS = 30;
/** What every application knows; the length of the secret makes up for the hash. */
const ALGORITHM = 'SHA1';
const SECRET_BYTES = 20;
/** Steps before and after the present one whose codes are taken. */
const DRIFT = 1;

const CODE = /^\d{6}$/;

export class OtpauthOneTimeCodes implements OneTimeCodes {
  newSecret(): string {
    return new Secret({ size: SECRET_BYTES }).base32;
  }

  uriOf(secret: string, { issuer, account }: Readonly<{ issuer: string; account: string }>): string {
    // A colon would end the name of the issuer.
    return totpOf(secret, { issuer: issuer.replaceAll(':', ' '), label: account }).toString();
  }

  stepOf(secret: string, code: string, at: Date, lastStep: number): number | undefined {
    const token = code.replace(/\s/g, '');
    if (!CODE.test(token)) return undefined;
    const totp = totpOf(secret);
    const present = totp.counter({ timestamp: at.getTime() });
    for (let step = present - DRIFT; step <= present + DRIFT; step += 1) {
      const timestamp = step * PERIOD_SECONDS * 1000;
      if (step > lastStep && totp.validate({ token, timestamp, window: 0 }) !== null) return step;
    }
    return undefined;
  }
}

const totpOf = (secret: string, named: Readonly<{ issuer?: string; label?: string }> = {}): TOTP =>
  new TOTP({ ...named, secret, algorithm: ALGORITHM, digits: DIGITS, period: PERIOD_SECONDS });
