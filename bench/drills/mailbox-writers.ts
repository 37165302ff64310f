import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, exchange } from '../../tests/support/http-exchange.ts';
import type { Person } from './prepare-person.ts';
import type { Outcomes, Wanted } from './what-is-wrong.ts';
import { within } from './within.ts';

type Options = Readonly<{
  /** Addresses that are asked in turn. */
  urls: readonly string[];
  person: Person;
  perSecond: number;
}>;

/** Codes of an answer 503 that says that nothing was done, and that something may have been done. */
const NOTHING_DONE = 'database_unavailable';
const PERHAPS_DONE = 'database_outcome_unknown';
/** A request without an answer for so long counts as one that never gets any, in ms. */
const GIVEN_UP_MS = 30_000;

/** Asks for new mailboxes at a steady rate, whatever the answers, and keeps what was answered about each. */
export class MailboxWriters implements Outcomes {
  readonly acknowledged: Wanted[] = [];
  readonly refused: Wanted[] = [];
  readonly uncertain: Wanted[] = [];
  readonly failures: string[] = [];
  /** The longest that any request waited for its answer, in ms. */
  longestWait = 0;
  /** The longest time without any answer 201, in ms. */
  longestSilence = 0;

  readonly #options: Options;
  readonly #underWay = new Set<Promise<void>>();
  readonly #leaving = new AbortController();
  readonly #beganAt = performance.now();
  #endedAt = Number.NaN;
  #lastAcknowledgedAt = performance.now();
  #longestLately = 0;
  #asked = 0;
  readonly #asking: Promise<void>;

  private constructor(options: Options) {
    this.#options = options;
    this.#asking = this.#ask();
  }

  static start(options: Options): MailboxWriters {
    return new MailboxWriters(options);
  }

  get asked(): number {
    return this.#asked;
  }

  /** How many were asked for each second until the end, on average. */
  get rate(): number {
    return (this.#asked * 1_000) / (this.#endedAt - this.#beganAt);
  }

  /** The longest time without any answer 201 since this was last asked, in ms. */
  takeSilence(): number {
    const longest = this.#longestLately;
    this.#longestLately = 0;
    return longest;
  }

  /** Asks for no more, and waits for the answers. */
  async stop(): Promise<void> {
    this.#leaving.abort();
    this.#endedAt = performance.now();
    await this.#asking;
    await Promise.all(this.#underWay);
  }

  /** As `stop`, for when the outcomes do not matter any more. */
  abandon(): void {
    this.#leaving.abort();
  }

  async #ask(): Promise<void> {
    const { urls, perSecond } = this.#options;
    const { signal } = this.#leaving;
    // By the clock, so that a late timer does not lower the rate.
    while (!signal.aborted) {
      const due = ((performance.now() - this.#beganAt) * perSecond) / 1_000;
      while (this.#asked < due) {
        const url = urls[this.#asked % urls.length] ?? '';
        const doing: Promise<void> = this.#write(url, this.#asked).then(
          () => void this.#underWay.delete(doing),
        );
        this.#underWay.add(doing);
        this.#asked += 1;
      }
      await delay(10, undefined, { signal }).catch(() => undefined);
    }
  }

  async #write(url: string, number: number): Promise<void> {
    const { domains, headers } = this.#options.person;
    const domain = domains[number % domains.length] ?? { name: '', slug: '' };
    const localPart = `box-${number}`;
    const wanted = { localPart, domain: domain.name, secondaryEmail: `${localPart}@perso.example` };
    const beganAt = performance.now();
    const answering = exchange(`${url}/api/v1.0/mail-domains/${domain.slug}/mailboxes/`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({
        first_name: 'Ada',
        last_name: `Lovelace ${number}`,
        local_part: localPart,
        secondary_email: wanted.secondaryEmail,
      }),
    });
    const isAnswered = await within(GIVEN_UP_MS, answering);
    const now = performance.now();
    this.longestWait = Math.max(this.longestWait, now - beganAt);
    const who = `${localPart}@${domain.name}, asked at ${url}`;
    if (!isAnswered) this.failures.push(`${who}: no answer within ${GIVEN_UP_MS} ms`);
    else {
      await answering.then(
        (answer) => this.#keep(wanted, answer, now, who),
        (error: Error) => void this.failures.push(`${who}: ${error.message}`),
      );
    }
  }

  #keep(wanted: Wanted, { status, headers, text, body }: Answer, now: number, who: string): void {
    const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
    const saysWhen = Number(headers['retry-after']) > 0;
    if (status === 201) {
      const silence = now - this.#lastAcknowledgedAt;
      this.longestSilence = Math.max(this.longestSilence, silence);
      this.#longestLately = Math.max(this.#longestLately, silence);
      this.#lastAcknowledgedAt = now;
      this.acknowledged.push(wanted);
    } else if (status === 503 && code === NOTHING_DONE && saysWhen) this.refused.push(wanted);
    else if (status === 503 && code === PERHAPS_DONE && saysWhen) this.uncertain.push(wanted);
    else this.failures.push(`${who}: ${status} ${text.slice(0, 200)}`);
  }
}
