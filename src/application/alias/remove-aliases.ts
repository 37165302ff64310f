import { ensureMayRemoveAlias } from '../../domain/alias/mail-alias-access.ts';
import { ensureMay } from '../../domain/mail-domain/mail-domain-access.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailAliasChangeId, MailAliasId } from '../../domain/shared/ids.ts';
import type { Actor } from '../shared/actor.ts';
import type { Clock, IdGenerator } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { type AwaitAliasChanges, onlyOutcome } from './await-alias-changes.ts';
import type { MailAliasChangeKey } from './mail-alias-repository.ts';
import { openAliasChange } from './open-alias-change.ts';

type Stores = Pick<Repositories, 'mailDomains' | 'mailAliases' | 'mailAliasChanges' | 'outbox' | 'signals'>;
type Deps = {
  unitOfWork: UnitOfWork<Stores>;
  awaitAliasChanges: AwaitAliasChanges;
  clock: Clock;
  ids: IdGenerator;
};

/** `wasAbsent`: the provisioner had no such alias; it is removed here too. */
type Removed = { readonly wasAbsent: boolean };

async function findDomain({ mailDomains }: Stores, actor: Actor, slug: string) {
  const found = await mailDomains.holdBySlugFor(slug, actor.userId);
  ensureMay(found?.role, 'get');
  if (!found) throw new DomainError('mail_domain.not_found', 'No such mail domain');
  return found;
}

const makeRemoval =
  ({ unitOfWork, awaitAliasChanges, clock, ids }: Deps) =>
  async (actor: Actor, decide: (stores: Stores) => Promise<MailAliasChangeKey>): Promise<Removed> => {
    const id = ids.next<MailAliasChangeId>();
    const outcomes = await awaitAliasChanges([id], () =>
      unitOfWork.run(async (stores) => {
        const key = await decide(stores);
        return [(await openAliasChange(stores, actor, key, { id, at: clock.now() })).id];
      }),
    );
    return onlyOutcome(outcomes);
  };

export type RemoveAlias = (actor: Actor, slug: string, id: MailAliasId) => Promise<Removed>;

/**
 * Removes an alias, first at the provisioner. Viewers may remove an alias that points to them.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`, `alias.not_found`, `alias.refused`, or of
 *   the provisioner (`mail_provisioner.…`), which is then asked again
 */
export const makeRemoveAlias = (deps: Deps): RemoveAlias => {
  const remove = makeRemoval(deps);
  return (actor, slug, id) =>
    remove(actor, async (stores) => {
      const { mailDomain, role } = await findDomain(stores, actor, slug);
      const alias = await stores.mailAliases.find(mailDomain.id, id);
      if (!alias) throw new DomainError('alias.not_found', 'No such alias');
      ensureMayRemoveAlias(role, alias, actor.email);
      const { mailDomainId, localPart, destination } = alias;
      return { mailDomainId, kind: 'removal', localPart, destination };
    });
};

export type RemoveAliases = (actor: Actor, slug: string, localPart: string) => Promise<Removed>;

/**
 * Removes all aliases of a local part, pending creations included.
 *
 * @throws DomainError as `RemoveAlias`
 */
export const makeRemoveAliases = (deps: Deps): RemoveAliases => {
  const remove = makeRemoval(deps);
  return (actor, slug, localPart) =>
    remove(actor, async (stores) => {
      const { mailDomain, role } = await findDomain(stores, actor, slug);
      ensureMay(role, 'post');
      const found = await stores.mailAliases.listByLocalPart(mailDomain.id, localPart);
      const open = await stores.mailAliasChanges.lockOpen(mailDomain.id, localPart);
      if (found.length === 0 && open.length === 0) throw new DomainError('alias.not_found', 'No such alias');
      return { mailDomainId: mailDomain.id, kind: 'removal_of_all', localPart, destination: null };
    });
};
