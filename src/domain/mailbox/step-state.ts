import type { Mailbox } from './mailbox.ts';
import {
  isStepWanted,
  type MailboxChangeFailure,
  type MailboxStep,
  type ProvisionerTroubleCode,
} from './mailbox-change.ts';
import { changeOf } from './provisioning.ts';

/** How far the provisioner has got with a requested step. */
export type StepState =
  | Readonly<{ is: 'done' }>
  /** `trouble`: why the latest attempt failed; null when none did. */
  | Readonly<{ is: 'waiting'; trouble: ProvisionerTroubleCode | null }>
  | (Readonly<{ is: 'refused' }> & Pick<MailboxChangeFailure, 'code' | 'params'>);

/**
 * The state of a step of the present mailbox.
 *
 * @param revision `changeRevision` of the mailbox after the request: earlier failures are those of other requests
 */
export function stepState(current: Mailbox, step: MailboxStep, revision: number): StepState {
  const { changeFailure } = current.provisioning;
  if (changeFailure?.step === step && changeFailure.revision >= revision) {
    const { code, params } = changeFailure;
    return { is: 'refused', code, params };
  }
  const change = changeOf(current);
  return isStepWanted(change, step) ? { is: 'waiting', trouble: change?.trouble ?? null } : { is: 'done' };
}
