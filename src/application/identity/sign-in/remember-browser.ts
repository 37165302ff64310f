import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { Clock } from '../../shared/system.ts';
import type { KnownBrowsers } from './known-browsers.ts';

/** @param before what the browser brought of earlier sign-ins @returns what it keeps from now on */
export type RememberBrowser = (mailboxId: MailboxId, before: string | undefined) => string;

/**
 * Makes a browser known in which the owner of a mailbox has just chosen its password: strangers may have the address locked
 * out, and the new password should work there at once.
 */
export const makeRememberBrowser =
  ({ knownBrowsers, clock }: { knownBrowsers: KnownBrowsers; clock: Clock }): RememberBrowser =>
  (mailboxId, before) =>
    knownBrowsers.remember(mailboxId, before, clock.now());
