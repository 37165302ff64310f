import type { DimailControl } from '../../../dev/dimail/control/dimail-control.ts';
import type { PlannedOperation } from './planned-operation.ts';

/** Longer than a token of dimail lives. */
const TOKEN_LIFETIME_SECONDS = 48 * 60;
/** Milliseconds; far below the time the application waits, or calls would be carried out after it gave up. */
const LATENCY = { min: 1, max: 20 };

/** Makes dimail fail as planned, until it is asked to recover. */
export class FaultDriver {
  readonly injected = new Map<string, number>();

  constructor(private readonly dimail: DimailControl) {
    dimail.setLatency(LATENCY);
  }

  /** The next calls about the operation's domain meet its fault, from any cause. */
  inject({ domain, fault }: PlannedOperation): void {
    if (fault === undefined) return;
    if (fault === 'token_expiry') this.dimail.shiftClock(TOKEN_LIFETIME_SECONDS);
    else this.dimail.injectFault({ ...fault, path: `*/domains/${domain}/*` });
    const name = fault === 'token_expiry' ? fault : fault.fault.kind;
    this.injected.set(name, (this.injected.get(name) ?? 0) + 1);
  }

  recover(): void {
    this.dimail.clearFaults();
    this.dimail.clearLatency();
  }
}
