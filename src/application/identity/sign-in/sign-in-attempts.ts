/** The counter of an attempt: that of the address for browsers nobody knows, else that of the browser. */
export type AttemptCounter = Readonly<{ kind: 'address' | 'browser'; key: string }>;

/** `source`: where it comes from; null where that is not counted. */
export type CountedAttempt = Readonly<{ counter: AttemptCounter; source: string | null }>;

export type AttemptCount =
  /** It was counted as a failure; `failures`: in a row, this one included. `locks`: it is the last before the lockout. */
  | Readonly<{ outcome: 'counted'; failures: number; locks: boolean }>
  /** There were too many wrong passwords; this attempt is not one more. */
  | Readonly<{ outcome: 'locked_out' }>
  /** Its source has caused too many failures. `seconds`: until it may try again, at least 1. */
  | Readonly<{ outcome: 'source_full'; seconds: number }>;

/** Failed sign-ins of mailbox owners, counted for all processes together within `SignInLimits`. */
export interface SignInAttempts {
  /**
   * Counts an attempt as failed before its password is looked at, so that many at once get no further than one after the
   * other: for its source first, then for its counter. What a full source refuses is not counted.
   */
  begin(attempt: CountedAttempt, now: Date): Promise<AttemptCount>;
  /** The password was right: the counter is emptied, and the source has caused one failure less. */
  succeed(attempt: CountedAttempt): Promise<void>;
  /** Forgets what counts for nothing any more at `now`. */
  forgetIdle(now: Date): Promise<void>;
}
