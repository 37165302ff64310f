import type { MailAliasChange } from '../../domain/alias/mail-alias-change.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailAliasChangeId } from '../../domain/shared/ids.ts';
import { afterCommit } from '../shared/after-commit.ts';
import { aliasChangeTopic } from '../shared/mail-topics.ts';
import { type OutsideGate, quarantined } from '../shared/outside-gate.ts';
import type { ProvisioningWaits } from '../shared/settings/provisioning-waits.ts';
import type { SignalSubscription, Signals } from '../shared/signals.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'mailAliasChanges'>>;
  signals: Signals;
  waits: ProvisioningWaits;
  outsideGate: OutsideGate;
};

/**
 * What came of a change while its request waited. `failure`: `alias.refused` (params: `reason`), `alias.superseded`,
 * `alias.withdrawn`; or `mail_provisioner.…` or `installation.quarantined` that `isKept`: then the provisioner is asked again.
 */
export type AliasChangeOutcome =
  | { readonly isDone: true; readonly wasAbsent: boolean }
  | { readonly isDone: false; readonly failure: DomainError };

export type AwaitAliasChanges = (
  ids: readonly MailAliasChangeId[],
  ask: () => Promise<readonly MailAliasChangeId[]>,
) => Promise<readonly AliasChangeOutcome[]>;

/**
 * Requests changes of aliases and waits for the provisioner, without which there is no good answer. A change that cannot
 * be made yet stays open and is made later; a repeated request waits for the same change. `ids`: of the new changes;
 * outcomes are in the order of those that `ask` returns.
 */
export const makeAwaitAliasChanges =
  ({ unitOfWork, signals, waits, outsideGate }: Deps): AwaitAliasChanges =>
  async (ids, ask) => {
    const subscriptions = new Map<MailAliasChangeId, SignalSubscription>();
    const subscribe = async (id: MailAliasChangeId) => {
      if (!subscriptions.has(id)) subscriptions.set(id, await signals.subscribe(aliasChangeTopic(id)));
    };

    /** A finished change is deleted once its request has read it. */
    const read = (id: MailAliasChangeId): Promise<MailAliasChange | undefined> =>
      unitOfWork.run(async ({ mailAliasChanges }) => {
        const change = await mailAliasChanges.lock(id);
        if (change && change.progress.state !== 'open') await mailAliasChanges.delete([id]);
        return change;
      });

    try {
      for (const id of ids) await subscribe(id);
      const asked = await ask();
      // Changes that earlier requests opened.
      for (const id of asked) await subscribe(id);
      if (!outsideGate.isClosed)
        await Promise.all(asked.map((id) => subscriptions.get(id)?.next(waits.registrationMs)));
      const outcomes: AliasChangeOutcome[] = [];
      for (const id of asked) outcomes.push(outcomeOf(await afterCommit(read(id)), outsideGate));
      return outcomes;
    } finally {
      for (const subscription of subscriptions.values()) subscription.close();
    }
  };

function outcomeOf(change: MailAliasChange | undefined, { isClosed }: OutsideGate): AliasChangeOutcome {
  // A change that another request has read and deleted meanwhile was made.
  const progress = change?.progress ?? { state: 'done', wasAbsent: false };
  if (progress.state === 'done') return { isDone: true, wasAbsent: progress.wasAbsent };
  if (progress.state === 'refused') {
    const { code, params } = progress;
    const failure = new DomainError(code, 'The provisioner refused the change', { params });
    return { isDone: false, failure };
  }
  // Whatever it met before: it asks nobody now.
  if (isClosed) return { isDone: false, failure: quarantined({ isKept: true }) };
  const code = progress.trouble ?? 'mail_provisioner.unavailable';
  const failure = new DomainError(code, 'The provisioner has not made the change yet', { isKept: true });
  return { isDone: false, failure };
}

/** The outcome of a single change. @throws DomainError its failure */
export function onlyOutcome([outcome]: readonly AliasChangeOutcome[]): { readonly wasAbsent: boolean } {
  if (!outcome) throw new Error('No change was asked for');
  if (!outcome.isDone) throw outcome.failure;
  return { wasAbsent: outcome.wasAbsent };
}
