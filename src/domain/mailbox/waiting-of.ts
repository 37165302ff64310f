import { type OpenStep, type ProvisionerTroubleCode, wantedSteps } from './mailbox-change.ts';
import { changeOf, type Provisioned } from './provisioning.ts';

/** What the provisioner has yet to do for a mailbox. */
export type Waiting = Readonly<{
  /** In the order in which they are carried out; a mailbox to be created has that step only. */
  steps: readonly OpenStep[];
  /** Time of the first request. */
  since: Date;
  /** Number of attempts; the latest may still be under way. */
  attempts: number;
  /** Why the latest finished attempt failed; null when none did. */
  trouble: ProvisionerTroubleCode | null;
}>;

/** What waits of a mailbox; null when nothing does. */
export function waitingOf(mailbox: Provisioned): Waiting | null {
  const { provisioning } = mailbox;
  if (provisioning.state === 'waiting') {
    return { steps: ['creation'], since: provisioning.since, attempts: 0, trouble: null };
  }
  if (provisioning.state === 'asked') {
    const { since, attempts, trouble } = provisioning;
    return { steps: ['creation'], since, attempts, trouble };
  }
  const change = changeOf(mailbox);
  if (change === null) return null;
  return {
    steps: wantedSteps(change),
    since: change.since,
    attempts: change.attempt,
    trouble: change.trouble,
  };
}
