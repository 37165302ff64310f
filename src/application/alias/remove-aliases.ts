import { ensureMayRemoveAlias } from '../../domain/alias/mail-alias-access.ts';
import { ensureMay } from '../../domain/mail-domain/mail-domain-access.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailAliasChangeId, MailAliasId, MailDomainId } from '../../domain/shared/ids.ts';
import type { Actor } from '../shared/actor.ts';
import type { Clock, IdGenerator } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { type AwaitAliasChanges, onlyOutcome } from './await-alias-changes.ts';
import { type AliasAim, openAliasChanges } from './open-alias-changes.ts';

type Stores = Pick<Repositories, 'mailDomains' | 'mailAliases' | 'mailAliasChanges' | 'outbox' | 'signals'>;
type Deps = {
  unitOfWork: UnitOfWork<Stores>;
  awaitAliasChanges: AwaitAliasChanges;
  clock: Clock;
  ids: IdGenerator;
};

/** `wasAbsent`: the provisioner had no such alias; it is removed here too. */
type Removed = { readonly wasAbsent: boolean };
type Decided = Readonly<{ mailDomainId: MailDomainId; aim: Omit<AliasAim, 'id'> }>;

const OF_ALL = { kind: 'removal_of_all', destination: null } as const;

async function findDomain({ mailDomains }: Pick<Stores, 'mailDomains'>, actor: Actor, slug: string) {
  const found = await mailDomains.holdBySlugFor(slug, actor.userId);
  ensureMay(found?.role, 'get');
  if (!found) throw new DomainError('mail_domain.not_found', 'No such mail domain');
  return found;
}

const makeRemoval =
  ({ unitOfWork, awaitAliasChanges, clock, ids }: Deps) =>
  async (actor: Actor, decide: (stores: Stores) => Promise<Decided>): Promise<Removed> => {
    const id = ids.next<MailAliasChangeId>();
    const outcomes = await awaitAliasChanges([id], () =>
      unitOfWork.run(async (stores) => {
        const { mailDomainId, aim } = await decide(stores);
        const about = { mailDomainId, at: clock.now() };
        return (await openAliasChanges(stores, actor, about, [{ ...aim, id }])).map((change) => change.id);
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
      return { mailDomainId, aim: { kind: 'removal', localPart, destination } };
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
      const open = await stores.mailAliasChanges.lockOpen(mailDomain.id, [localPart]);
      if (found.length === 0 && open.length === 0) throw new DomainError('alias.not_found', 'No such alias');
      return { mailDomainId: mailDomain.id, aim: { ...OF_ALL, localPart } };
    });
};

/** What a request to remove one of many came to. `waiting`: removed as soon as the provisioner has done it. */
type AliasRemoval = Readonly<{ localPart: string }> &
  (Readonly<{ outcome: 'waiting' }> | Readonly<{ outcome: 'refused'; code: 'alias.not_found' }>);

export type RemoveManyAliases = (
  actor: Actor,
  slug: string,
  localParts: readonly string[],
) => Promise<readonly AliasRemoval[]>;

/**
 * As `RemoveAliases`, for many local parts, each once and in their order; one that the domain does not have keeps no other from
 * being removed. All is one transaction of a constant number of statements, and the provisioner is asked after it, behind what
 * people wait for. A request that is repeated joins the first.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`
 */
export const makeRemoveManyAliases =
  ({ unitOfWork, clock, ids }: Omit<Deps, 'awaitAliasChanges'>): RemoveManyAliases =>
  (actor, slug, localParts) =>
    unitOfWork.run(async (stores) => {
      const { mailDomain, role } = await findDomain(stores, actor, slug);
      ensureMay(role, 'post');
      const wanted = [...new Set(localParts)];
      const present = await stores.mailAliases.listByLocalParts(mailDomain.id, wanted);
      const open = await stores.mailAliasChanges.lockOpen(mailDomain.id, wanted);
      const known = new Set([...present, ...open].map(({ localPart }) => localPart));
      const aims = wanted
        .filter((localPart) => known.has(localPart))
        .map((localPart) => ({ ...OF_ALL, id: ids.next<MailAliasChangeId>(), localPart }));
      await openAliasChanges(stores, actor, { mailDomainId: mailDomain.id, at: clock.now() }, aims);
      return wanted.map((localPart) =>
        known.has(localPart)
          ? { localPart, outcome: 'waiting' }
          : { localPart, outcome: 'refused', code: 'alias.not_found' },
      );
    });
