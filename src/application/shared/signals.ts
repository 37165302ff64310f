/**
 * Notifies waiting requests, in any process, that something they wait for has changed. Best effort: readers check the
 * state itself.
 */
export interface SignalPublisher {
  /** Sent at commit, or never when the transaction is rolled back. */
  publish(topic: string): Promise<void>;
  publishAll(topics: readonly string[]): Promise<void>;
}

export interface SignalSubscription {
  /** True once a signal has come since the last call, false after `timeoutMs` without one. */
  next(timeoutMs: number): Promise<boolean>;
  close(): void;
}

/** Receives signals of many topics while it is open. */
export interface SignalListener {
  /** False while signals may be missed: values that depend on them must not be trusted meanwhile. */
  isLive(): boolean;
  close(): void;
}

export interface Signals {
  /**
   * Calls `onSignal` with the rest of every topic that begins with `prefix`, and with undefined when signals may have
   * been missed, and again once they are heard anew; listening resumes by itself as soon as it can.
   */
  listen(prefix: string, onSignal: (rest: string | undefined) => void): SignalListener;
  /** Signals published after this resolves are not missed. */
  subscribe(topic: string): Promise<SignalSubscription>;
}
