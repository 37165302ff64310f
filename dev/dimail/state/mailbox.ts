/** A box on the IMAP side; its OX account, if any, is in the groupware under the same address. */
export type Mailbox = {
  readonly domain: string;
  readonly localPart: string;
  readonly uuid: string;
  active: 'yes' | 'no' | 'wait' | 'unknown';
  passwordHash: string;
  additionalSenders: readonly string[];
  passwordResets: number;
};

export type Alias = {
  readonly localPart: string;
  readonly domain: string;
  readonly destination: string;
  allowToSend: boolean;
};

/** A code that opens a mailbox from the webmail's `/code/<code>` page. Times in epoch seconds. */
export type LoginCode = {
  readonly email: string;
  readonly expiresAt: number;
  readonly maxUses: number;
  uses: number;
};

export const emailOf = (localPart: string, domain: string): string => `${localPart}@${domain}`;

/** Splits an address at its last `@`: dimail accepts local parts that contain one. */
export function splitEmail(email: string): { localPart: string; domain: string } {
  const at = email.lastIndexOf('@');
  return { localPart: email.slice(0, at), domain: email.slice(at + 1) };
}
