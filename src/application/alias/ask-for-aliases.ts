import { ensureNoProblems } from '../../domain/alias/destination-problems.ts';
import { ensureTakesAliases } from '../../domain/alias/mail-alias.ts';
import { ensureMay } from '../../domain/mail-domain/mail-domain-access.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailAliasChangeId, MailDomainId } from '../../domain/shared/ids.ts';
import type { Actor } from '../shared/actor.ts';
import { ensureNotTooMany } from '../shared/ensure-room.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { storeAliasChanges } from './open-alias-changes.ts';
import { planAliases } from './plan-aliases.ts';
import { queueAliasChanges } from './queue-alias-changes.ts';

type Deps = {
  unitOfWork: UnitOfWork<
    Pick<
      Repositories,
      'mailDomains' | 'mailboxes' | 'mailAliases' | 'mailAliasChanges' | 'outbox' | 'signals' | 'storedCounts'
    >
  >;
  clock: Clock;
};
type Input = Readonly<{
  slug: string;
  localPart: string;
  /** Destinations, each with the id that its change gets if it is a new one. */
  wanted: readonly { readonly id: MailAliasChangeId; readonly destination: string }[];
}>;
type Asked = Readonly<{
  mailDomainId: MailDomainId;
  localPart: string;
  /** The whole address. */
  address: string;
  /** Whether a mailbox has the same address. */
  hasMailbox: boolean;
  /** The changes, in the order of `wanted`. */
  changes: readonly MailAliasChangeId[];
}>;

/**
 * Requests aliases of one local part of an enabled domain, all or none.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`, `alias.domain_not_enabled`,
 *   `alias.invalid_local_part`, those of `ensureNoProblems`, `list.full`
 */
export const makeAskForAliases =
  ({ unitOfWork, clock }: Deps) =>
  (actor: Actor, { slug, localPart: written, wanted }: Input): Promise<Asked> =>
    unitOfWork.run(async (stores) => {
      const found = await stores.mailDomains.holdBySlugFor(slug, actor.userId);
      ensureMay(found?.role, 'post');
      if (!found) throw new DomainError('mail_domain.not_found', 'No such mail domain');
      const { id: mailDomainId } = found.mailDomain;
      ensureTakesAliases(found.mailDomain);
      const destinations = wanted.map(({ destination }) => destination);
      const plan = await planAliases(stores, found.mailDomain, { localPart: written, destinations });
      ensureNoProblems(plan.destinations);
      const { localPart, address, hasMailbox } = plan;
      const aims = wanted.map(
        ({ id, destination }) => ({ id, kind: 'creation', localPart, destination }) as const,
      );
      const opened = await storeAliasChanges(stores, actor, { mailDomainId, at: clock.now() }, aims);
      // Somebody waits for all of them: none comes behind the changes of others.
      for (const change of opened) await queueAliasChanges(stores.outbox, [change]);
      const changes = opened.map(({ id }) => id);
      await ensureNotTooMany(stores, { kind: 'destinations_of_alias', id: mailDomainId, name: localPart });
      return { mailDomainId, localPart, address, hasMailbox, changes };
    });
