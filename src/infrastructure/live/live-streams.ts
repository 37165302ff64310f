import { CHANGED, readChange } from '../../application/live/changed-topic.ts';
import type { Watch } from '../../application/live/watch-changes.ts';
import type { SignalListener, Signals } from '../../application/shared/signals.ts';
import type { Randomness } from '../../application/shared/system.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { type LiveBounds, USUAL_BOUNDS } from './live-bounds.ts';
import type { LiveEnd, LiveMessage } from './live-message.ts';
import { liveMessages } from './live-messages.ts';
import { type LiveConnection, LiveStream } from './live-stream.ts';

/** Readers who are sent away come back in the time between these two, each at a moment of their own. */
const COME_BACK_MS = { least: 1_000, most: 20_000 };
/** After how long somebody with too many may try again. */
const TRY_AGAIN_SECONDS = 60;

type Deps = Readonly<{ signals: Signals; randomness: Randomness; bounds?: Partial<LiveBounds> }>;
type Reader = Readonly<{ watch: Watch; connection: LiveConnection; isSignedIn: () => Promise<boolean> }>;

/** The readers of this process who are told what changes. Signals are listened for once there is a reader. */
export class LiveStreams {
  readonly #streams = new Set<LiveStream>();
  #listener: SignalListener | undefined;
  #isClosing = false;
  readonly #bounds: LiveBounds;

  constructor(private readonly deps: Deps) {
    this.#bounds = { ...USUAL_BOUNDS, ...deps.bounds };
  }

  get size(): number {
    return this.#streams.size;
  }

  /**
   * Lets somebody read.
   *
   * @throws DomainError `live.too_many`, `live.unavailable`, or that of a `watch` which they may not have
   */
  async open({ watch, connection, isSignedIn }: Reader): Promise<AsyncGenerator<LiveMessage, void>> {
    const bounds = this.#bounds;
    const stream = new LiveStream(watch.userId, await watch.look(), connection, bounds.unreadMs);
    this.#admit(stream);
    const listener = await this.#listen();
    if (this.#isClosing || !listener.isLive()) {
      stream.close();
      throw unavailable();
    }
    const isLive = () => listener.isLive();
    return liveMessages({ stream, watch, isSignedIn, isLive, leaving: () => this.#leaving(), bounds });
  }

  /** Sends every reader away, and lets nobody in: before requests in flight are waited for. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#listener?.close();
    const streams = [...this.#streams];
    for (const stream of streams) stream.end(this.#leaving());
    await Promise.all(streams.map(({ closed }) => closed));
  }

  #admit(stream: LiveStream): void {
    const { mostOfOnePerson, mostOfAll } = this.#bounds;
    if (this.#isClosing || this.size >= mostOfAll) throw unavailable();
    if (this.#countOf(stream.userId) >= mostOfOnePerson) {
      throw new DomainError('live.too_many', 'This person has enough streams', {
        params: { most: String(mostOfOnePerson), seconds: String(TRY_AGAIN_SECONDS) },
        retryAfterSeconds: TRY_AGAIN_SECONDS,
      });
    }
    this.#streams.add(stream);
    void stream.closed.then(() => this.#streams.delete(stream));
  }

  #countOf(userId: UserId): number {
    return [...this.#streams].filter((stream) => stream.userId === userId).length;
  }

  async #listen(): Promise<SignalListener> {
    this.#listener ??= this.deps.signals.listen(CHANGED, (topic) => this.#hear(topic));
    if (!this.#listener.isLive()) {
      // A subscription waits until signals are heard.
      const subscription = await this.deps.signals.subscribe(`${CHANGED}heard`);
      subscription.close();
    }
    return this.#listener;
  }

  #hear(topic: string | undefined): void {
    const change = topic === undefined ? undefined : readChange(topic);
    if (topic !== undefined && change === undefined) return;
    const told: LiveStream[] = [];
    for (const stream of this.#streams) if (stream.hear(change)) told.push(stream);
    // Each page asks again once it is told: a thousand at one moment would keep everybody else waiting.
    const withinMs = (told.length / this.#bounds.toldASecond) * 1000;
    for (const stream of told) stream.tellAfter(this.deps.randomness.next() * withinMs);
  }

  #leaving(): LiveEnd {
    const { least, most } = COME_BACK_MS;
    return {
      reason: 'leaving',
      comeBackMs: Math.round(least + this.deps.randomness.next() * (most - least)),
    };
  }
}

const unavailable = (): DomainError =>
  new DomainError('live.unavailable', 'This process cannot tell what changes');
