/** The mail domain in which the mail service is tried, how often, and how long a step may take before it counts as late. */
export type SyntheticCheck = Readonly<{ slug: string; everyMinutes: number; lateAfterMs: number }>;

/** `made`: a mailbox that was not there before; `enabled`: one that an earlier check had disabled. */
export type SyntheticStep = 'made' | 'enabled' | 'changed' | 'disabled';

/** `late`: not done in time; it may still be. */
export type SyntheticOutcome = 'done' | 'late' | 'refused';

/** Is told how each step ended. */
export interface SyntheticCheckReport {
  /** @param seconds how long the step took */
  report(step: SyntheticStep, outcome: SyntheticOutcome, seconds: number): void;
}
