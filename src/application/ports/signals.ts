/** Tells waiting requests, in any process, that something they wait for has changed. Best effort: look for yourself. */
export interface SignalPublisher {
  /** Sent at commit, or never when the transaction is rolled back. */
  publish(topic: string): Promise<void>;
}

export interface SignalSubscription {
  /** True once a signal has come since the last call, false after `timeoutMs` without one. */
  next(timeoutMs: number): Promise<boolean>;
  close(): void;
}

export interface Signals {
  /** Signals published after this resolves are not missed. */
  subscribe(topic: string): Promise<SignalSubscription>;
}
