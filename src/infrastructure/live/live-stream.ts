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

/** How long a reader may take nothing of what there is to be told, before its connection is cut. */
const MOST_UNREAD_MS = 60_000;
/** How long one may take to read why its stream ends. */
const MOST_ENDING_MS = 3_000;

/** What one reader has yet to be told. */
export class LiveStream {
  readonly #pending = new PendingChanges();
  #ending: LiveEnd | undefined;
  #isClosed = false;
  #mustLook = false;
  /** Since when the latest message waits to be taken. */
  #offeredSince: number | undefined;
  #cut: NodeJS.Timeout | undefined;
  #wake: () => void = () => undefined;
  /** Resolves once it is closed. */
  readonly closed: Promise<void>;
  #tellClosed: () => void = () => undefined;

  constructor(
    readonly userId: UserId,
    private watched: ReadonlySet<MailDomainId>,
    private readonly connection: LiveConnection,
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

  /** @param change undefined when any may have been missed */
  hear(change: Change | PersonalChange | undefined): void {
    if (change === undefined) this.#pending.addEverything();
    else if ('userId' in change) {
      if (change.userId !== this.userId) return;
      this.#mustLook = true;
      // The person has other domains from now on.
      if (change.kind === 'access') this.#pending.addEverything();
    } else if (this.watched.has(change.mailDomainId)) this.#pending.add(change);
    else return;
    const isUnread =
      this.#offeredSince !== undefined && performance.now() - this.#offeredSince > MOST_UNREAD_MS;
    if (isUnread) this.connection.cut();
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
    this.#wake();
    this.#tellClosed();
  }

  /** Resolves when there is something to be told, when the stream ends, or after so long. */
  async news(timeoutMs: number): Promise<void> {
    if (!this.hasNews) await this.#sleep(timeoutMs);
  }

  /** Resolves when the stream ends, or after so long. */
  async quiet(timeoutMs: number): Promise<void> {
    const until = performance.now() + timeoutMs;
    for (let left = timeoutMs; left > 0; left = until - performance.now()) {
      if (this.#ending || this.#isClosed) return;
      await this.#sleep(left);
    }
  }

  /** What there is to be told; undefined for nothing. */
  take(): readonly Change[] | null | undefined {
    this.#mustLook = false;
    return this.#pending.isEmpty ? undefined : this.#pending.take();
  }

  offered(): void {
    this.#offeredSince = performance.now();
  }

  taken(): void {
    this.#offeredSince = undefined;
  }

  async #sleep(timeoutMs: number): Promise<void> {
    if (this.#ending || this.#isClosed) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
