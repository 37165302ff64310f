import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { KnownBrowsers } from '../../application/identity/sign-in/known-browsers.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';

/** How long after a sign-in a browser is known. */
const LIFETIME_MS = 180 * 24 * 3600 * 1000;
/** Mailboxes that one browser is known for; those of the oldest sign-ins are dropped. */
const MOST_MAILBOXES = 5;
const NONCE_BYTES = 12;
/** Nonce, seconds since 1970 in base 36, and HMAC. The mailbox is part of what is signed, and is not written. */
const ENTRY = /^([A-Za-z0-9_-]{16})\.([0-9a-z]{1,8})\.([A-Za-z0-9_-]{43})$/;
/** No more is read of what a browser brings. */
const LONGEST = 1_000;

type Entry = Readonly<{ text: string; nonce: string; seconds: string; signature: string }>;

const entriesIn = (brought: string | undefined): readonly Entry[] =>
  brought === undefined || brought.length > LONGEST
    ? []
    : brought.split('~').flatMap((text) => {
        const [, nonce, seconds, signature] = ENTRY.exec(text) ?? [];
        return nonce && seconds && signature ? [{ text, nonce, seconds, signature }] : [];
      });

/** Signs with keys derived from the installation's secret key; what former ones signed is recognized. */
export class SignedKnownBrowsers implements KnownBrowsers {
  readonly #keys: readonly Buffer[];

  constructor(secretKey: string, ...formerKeys: readonly string[]) {
    this.#keys = [secretKey, ...formerKeys].map((key) =>
      Buffer.from(hkdfSync('sha256', key, '', 'regie known browsers', 32)),
    );
  }

  remember(mailboxId: MailboxId, before: string | undefined, now: Date): string {
    const nonce = randomBytes(NONCE_BYTES).toString('base64url');
    const seconds = Math.floor(now.getTime() / 1000).toString(36);
    const [key = Buffer.alloc(0)] = this.#keys;
    const own = `${nonce}.${seconds}.${signatureOf(key, mailboxId, nonce, seconds).toString('base64url')}`;
    const others = entriesIn(before).filter((entry) => !this.#isOf(mailboxId, entry));
    return [own, ...others.map(({ text }) => text).slice(0, MOST_MAILBOXES - 1)].join('~');
  }

  recognize(mailboxId: MailboxId, brought: string | undefined, now: Date): string | undefined {
    const isRecent = ({ seconds }: Entry) => {
      const ageMs = now.getTime() - Number.parseInt(seconds, 36) * 1000;
      return ageMs < LIFETIME_MS;
    };
    return entriesIn(brought)
      .slice(0, MOST_MAILBOXES)
      .find((entry) => isRecent(entry) && this.#isOf(mailboxId, entry))?.nonce;
  }

  #isOf(mailboxId: MailboxId, { nonce, seconds, signature }: Entry): boolean {
    const given = Buffer.from(signature, 'base64url');
    return this.#keys.some((key) => {
      const expected = signatureOf(key, mailboxId, nonce, seconds);
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  }
}

const signatureOf = (key: Buffer, mailboxId: MailboxId, nonce: string, seconds: string): Buffer =>
  createHmac('sha256', key)
    .update(JSON.stringify([mailboxId, nonce, seconds]))
    .digest();
