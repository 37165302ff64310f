import type { DimailState } from '../state/dimail-state.ts';
import { passwordMatches } from '../state/password-hash.ts';
import type { CallPattern } from './call-pattern.ts';
import type { FaultQueue, FaultRule } from './fault-queue.ts';
import type { Journal, JournalEntry } from './journal.ts';
import type { Delay, Latency } from './latency.ts';
import type { OutOfBand } from './out-of-band.ts';
import type { ShiftedClock } from './shifted-clock.ts';
import { dumpState, type StateDump } from './state-dump.ts';
import type { Switches } from './switches.ts';

type Parts = {
  state: DimailState;
  outOfBand: OutOfBand;
  switches: Switches;
  faults: FaultQueue;
  latency: Latency;
  journal: Journal;
  clock: ShiftedClock;
  cutOpenRequests: () => void;
};

/** The result of using a login code: the mailbox that it opens, or the reason of its refusal. */
export type CodeUse =
  | { readonly outcome: 'opened'; readonly email: string }
  | { readonly outcome: 'unknown' | 'expired' | 'used_up' };

/** The operations on the server for developers and tests, besides its API (contract/dimail.md section 11). */
export class DimailControl {
  constructor(private readonly parts: Parts) {}

  /** Changes by other clients: domains, mailboxes, aliases, and the scripts of checks. */
  get outOfBand(): OutOfBand {
    return this.parts.outOfBand;
  }

  /** Changes switches; going `down` also cuts the requests being handled. */
  configure(changes: Partial<Switches>): Readonly<Switches> {
    Object.assign(this.parts.switches, changes);
    if (changes.down === true) {
      this.parts.cutOpenRequests();
    }
    return { ...this.parts.switches };
  }

  /** Makes the next calls that match fail. */
  injectFault(rule: FaultRule): void {
    this.parts.faults.add(rule);
  }

  clearFaults(): void {
    this.parts.faults.clear();
  }

  setLatency(delay: Delay, pattern: CallPattern = {}): void {
    this.parts.latency.set(delay, pattern);
  }

  clearLatency(): void {
    this.parts.latency.clear();
  }

  /** Moves the server's clock forward. */
  shiftClock(seconds: number): void {
    this.parts.clock.shift(seconds);
  }

  dump(): StateDump {
    return dumpState(this.parts.state);
  }

  requests(): readonly JournalEntry[] {
    return this.parts.journal.entries();
  }

  get peakConcurrency(): number {
    return this.parts.journal.peakConcurrency;
  }

  clearJournal(): void {
    this.parts.journal.clear();
  }

  /** Whether the mailbox at `email` opens with `password`. */
  passwordOpens(email: string, password: string): boolean {
    const mailbox = this.parts.state.mailboxes.get(email);
    return mailbox !== undefined && passwordMatches(mailbox.passwordHash, password);
  }

  /** Uses a login code once, as the webmail's `/code/<code>` page does. */
  useCode(code: string): CodeUse {
    const known = this.parts.state.codes.get(code);
    if (!known) {
      return { outcome: 'unknown' };
    }
    if (this.parts.clock.now().getTime() >= known.expiresAt * 1000) {
      return { outcome: 'expired' };
    }
    if (known.uses >= known.maxUses) {
      return { outcome: 'used_up' };
    }
    known.uses += 1;
    return { outcome: 'opened', email: known.email };
  }
}
