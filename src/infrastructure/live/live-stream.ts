import type { Change, PersonalChange } from '../../application/live/changed-topic.ts';
import type { MailDomainId, UserId } from '../../domain/shared/ids.ts';
import type { LiveEnd } from './live-message.ts';
import { PendingChanges } from './pending-changes.ts';

/** The connection of a reader. */
export type LiveConnection = Readonly<{
  /** Calls the listener once it is closed, by whomever. */
  whenClosed(listener: () => void): void;
  /** Ends it without a word. */
  cut(): void;
}>;

/** How long one may take to read why its stream ends. */
const MOST_ENDING_MS = 3_000;

/** What one reader has yet to be told. */
export class LiveStream {
  readonly #pending = new PendingChanges();
  #ending: LiveEnd | undefined;
  #isClosed = false;
  #mustLook = false;
  /** When what was heard is to be told. */
  #tellAt: number | undefined;
  /** Runs while a message waits to be taken. */
  #unread: NodeJS.Timeout | undefined;
  #cut: NodeJS.Timeout | undefined;
  #wake: () => void = () => undefined;
  /** Resolves once it is closed. */
  readonly closed: Promise<void>;
  #tellClosed: () => void = () => undefined;

  constructor(
    readonly userId: UserId,
    private watched: ReadonlySet<MailDomainId>,
    private readonly connection: LiveConnection,
    private readonly unreadMs: number,
  ) {
    this.closed = new Promise((resolve) => {
      this.#tellClosed = resolve;
    });
    connection.whenClosed(() => this.close());
  }

  get ending(): LiveEnd | undefined {
    return this.#ending;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Whether there is anything to be told, or to be looked at anew. */
  get hasNews(): boolean {
    return this.#mustLook || !this.#pending.isEmpty;
  }

  watch(domains: ReadonlySet<MailDomainId>): void {
    this.watched = domains;
  }

  /**
   * @param change undefined when any may have been missed
   * @returns whether it concerns this reader
   */
  hear(change: Change | PersonalChange | undefined): boolean {
    if (change === undefined) this.#pending.addEverything();
    else if ('userId' in change) {
      if (change.userId !== this.userId) return false;
      this.#mustLook = true;
      // The person has other domains from now on.
      if (change.kind === 'access') this.#pending.addEverything();
    } else if (this.watched.has(change.mailDomainId)) this.#pending.add(change);
    else return false;
    return true;
  }

  /** Has what was heard told after so long, or with what was to be told before. */
  tellAfter(ms: number): void {
    this.#tellAt ??= performance.now() + ms;
    this.#wake();
  }

  end(ending: LiveEnd): void {
    this.#ending ??= ending;
    this.#cut ??= setTimeout(() => this.connection.cut(), MOST_ENDING_MS).unref();
    this.#wake();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#cut);
    clearTimeout(this.#unread);
    this.#wake();
    this.#tellClosed();
  }

  /** Resolves when what was heard is to be told, when the stream ends, or after so long. */
  async news(timeoutMs: number): Promise<void> {
    const until = performance.now() + timeoutMs;
    await this.#sleepUntil(() => (this.hasNews ? (this.#tellAt ?? 0) : until));
  }

  /** Resolves when the stream ends, or after so long. */
  async quiet(timeoutMs: number): Promise<void> {
    const until = performance.now() + timeoutMs;
    await this.#sleepUntil(() => until);
  }

  /** What there is to be told; undefined for nothing. */
  take(): readonly Change[] | null | undefined {
    this.#mustLook = false;
    this.#tellAt = undefined;
    return this.#pending.isEmpty ? undefined : this.#pending.take();
  }

  /** A message waits to be taken. Who takes none for too long is cut off, so that a place is nobody's for ever. */
  offered(): void {
    this.#unread = setTimeout(() => this.connection.cut(), this.unreadMs).unref();
  }

  taken(): void {
    clearTimeout(this.#unread);
  }

  /** Sleeps until that moment, which is asked for again each time something wakes it, or until the stream ends. */
  async #sleepUntil(moment: () => number): Promise<void> {
    for (;;) {
      const left = moment() - performance.now();
      if (left <= 0 || this.#ending || this.#isClosed) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}
