import type { CheckScript } from '../state/mail-domain.ts';

/** The switches of contract/dimail.md section 11. */
export type Switches = {
  /** Result of checks of domains without a script of their own. */
  defaultCheck: CheckScript;
  /** The answer to a second mailbox at one address: 500, or 409 `Mailbox already exists`. */
  duplicates: 'server_error' | 'conflict';
  /** Every path has one spelling only; else `fix`, `spec`, `address` and `reset_password` take both. */
  strictSlash: boolean;
  /** After a 500, the next request on the same connection is reset (contract/dimail.md section 2). */
  brokenConnectionAfter500: boolean;
  /** Every request is cut without an answer. */
  down: boolean;
};

export const defaultSwitches = (): Switches => ({
  defaultCheck: 'ok',
  duplicates: 'server_error',
  strictSlash: false,
  brokenConnectionAfter500: true,
  down: false,
});
