import type { MailAliasChange } from '../../domain/mail/mail-alias-change.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailAliasChangeId } from '../../domain/shared/ids.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { Signals } from '../ports/signals.ts';
import type { Repositories, UnitOfWork } from '../ports/unit-of-work.ts';
import type { ProvisioningWaits } from './create-mail-domain.ts';
import { aliasChangeTopic } from './mail-topics.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'mailAliasChanges'>>;
  signals: Signals;
  waits: ProvisioningWaits;
};

/** Has the provisioner asked for a change of aliases. */
export const queueAliasChange = (outbox: Outbox, { id, mailDomainId }: MailAliasChange): Promise<void> =>
  outbox.append({ name: 'change_alias', changeId: id, mailDomainId }, { key: `change_alias:${id}` });

export type AwaitAliasChange = (
  id: MailAliasChangeId,
  ask: () => Promise<MailAliasChangeId>,
) => Promise<{ readonly wasAbsent: boolean }>;

/**
 * Asks for a change of aliases and waits for the provisioner to make it: there is no good answer without it. A change
 * that could not be made yet stays open and is made as soon as it can be; asking again waits for the same one. `id`: of
 * the change if it is a new one.
 *
 * @throws DomainError `alias.refused` (params: `reason`), or of the provisioner (`mail_provisioner.…`)
 */
export const makeAwaitAliasChange =
  ({ unitOfWork, signals, waits }: Deps): AwaitAliasChange =>
  async (id, ask) => {
    /** What is over is forgotten once it is read. */
    const read = (changeId: MailAliasChangeId): Promise<MailAliasChange | undefined> =>
      unitOfWork.run(async ({ mailAliasChanges }) => {
        const change = await mailAliasChanges.lock(changeId);
        if (change && change.progress.state !== 'open') await mailAliasChanges.delete(changeId);
        return change;
      });

    let subscription = await signals.subscribe(aliasChangeTopic(id));
    try {
      const asked = await ask();
      if (asked !== id) {
        subscription.close();
        subscription = await signals.subscribe(aliasChangeTopic(asked));
      }
      await subscription.next(waits.registrationMs);
      // One that somebody else has read in the meantime was made.
      const progress = (await read(asked))?.progress ?? { state: 'done', wasAbsent: false };
      if (progress.state === 'done') return { wasAbsent: progress.wasAbsent };
      if (progress.state === 'refused') {
        const { code, params } = progress;
        throw new DomainError(code, 'The provisioner refused the change', { params });
      }
      const code = progress.trouble ?? 'mail_provisioner.unavailable';
      throw new DomainError(code, 'The provisioner could not be asked for the change yet');
    } finally {
      subscription.close();
    }
  };
