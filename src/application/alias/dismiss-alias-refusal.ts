import { wasRefused } from '../../domain/alias/mail-alias-change.ts';
import { ensureMay } from '../../domain/mail-domain/mail-domain-access.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailAliasChangeId } from '../../domain/shared/ids.ts';
import type { Actor } from '../shared/actor.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';

type Deps = { unitOfWork: UnitOfWork<Pick<Repositories, 'mailDomains' | 'mailAliasChanges'>> };

export type DismissAliasRefusal = (actor: Actor, slug: string, id: MailAliasChangeId) => Promise<void>;

/**
 * Forgets that the provisioner refused a change of aliases, once somebody has seen it.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`, `mail_change.not_found`
 */
export const makeDismissAliasRefusal =
  ({ unitOfWork }: Deps): DismissAliasRefusal =>
  (actor, slug, id) =>
    unitOfWork.run(async ({ mailDomains, mailAliasChanges }) => {
      const found = await mailDomains.holdBySlugFor(slug, actor.userId);
      ensureMay(found?.role, 'post');
      const change = await mailAliasChanges.lock(id);
      if (!change || change.mailDomainId !== found?.mailDomain.id || !wasRefused(change)) {
        throw new DomainError('mail_change.not_found', 'Nothing of that was refused');
      }
      await mailAliasChanges.delete([id]);
    });
