import { ensureTakesAliases, type MailAlias, parseAliasLocalPart } from '../../domain/mail/mail-alias.ts';
import type { MailAliasChange } from '../../domain/mail/mail-alias-change.ts';
import { ensureMay } from '../../domain/mail/mail-domain-access.ts';
import { mailboxAddress } from '../../domain/mail/mailbox.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailAliasChangeId } from '../../domain/shared/ids.ts';
import type { Actor } from '../actor.ts';
import type { MailAliasRepository } from '../ports/mail-alias-repository.ts';
import type { Clock, IdGenerator } from '../ports/system.ts';
import type { Repositories, UnitOfWork } from '../ports/unit-of-work.ts';
import type { AwaitAliasChange } from './await-alias-change.ts';
import { openAliasChange } from './open-alias-change.ts';

type Deps = {
  unitOfWork: UnitOfWork<
    Pick<Repositories, 'mailDomains' | 'mailAliases' | 'mailAliasChanges' | 'outbox' | 'signals'>
  >;
  awaitAliasChange: AwaitAliasChange;
  clock: Clock;
  ids: IdGenerator;
};
type Input = { readonly slug: string; readonly localPart: string; readonly destination: string };
export type CreateAlias = (actor: Actor, input: Input) => Promise<MailAlias>;

/** Aliases of aliases followed before we stop: longer chains are taken for fine, mail servers stop them. */
const MOST_HOPS = 10;

/** @throws DomainError `alias.loop` when mail to `address` that is sent on to `destination` would come back */
async function ensureNoLoop(
  aliases: MailAliasRepository,
  address: string,
  destination: string,
): Promise<void> {
  const seen = new Set<string>();
  let next = [destination.toLowerCase()];
  for (let hop = 0; hop < MOST_HOPS && next.length > 0; hop += 1) {
    if (next.includes(address)) throw new DomainError('alias.loop', 'Mail would come back');
    for (const passed of next) seen.add(passed);
    const reached = (await aliases.destinationsOf(next)).map((found) => found.toLowerCase());
    next = [...new Set(reached)].filter((found) => !seen.has(found));
  }
}

/**
 * Has mail to an address of an enabled domain sent on to a destination, once the provisioner does. What it does already
 * is adopted.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`, `alias.domain_not_enabled`,
 *   `alias.invalid_local_part`, `alias.already_exists`, `alias.loop`, `alias.refused` (params: `reason`), or of the
 *   provisioner (`mail_provisioner.…`): it is asked again then
 */
export const makeCreateAlias =
  ({ unitOfWork, awaitAliasChange, clock, ids }: Deps): CreateAlias =>
  async (actor, { slug, localPart: written, destination }) => {
    const id = ids.next<MailAliasChangeId>();
    const ask = () =>
      unitOfWork.run(async (stores) => {
        const { mailDomains, mailAliases } = stores;
        const found = await mailDomains.holdBySlugFor(slug, actor.userId);
        ensureMay(found?.role, 'post');
        if (!found) throw new DomainError('mail_domain.not_found', 'No such mail domain');
        const { id: mailDomainId, name } = found.mailDomain;
        ensureTakesAliases(found.mailDomain);
        const localPart = parseAliasLocalPart(written, name);
        const present = await mailAliases.listByLocalPart(mailDomainId, localPart);
        if (present.some((alias) => alias.destination === destination)) {
          throw new DomainError('alias.already_exists', 'The domain has this alias');
        }
        await ensureNoLoop(mailAliases, mailboxAddress(localPart, name), destination);
        const key = { mailDomainId, kind: 'creation', localPart, destination } as const;
        return openAliasChange(stores, actor, key, { id, at: clock.now() });
      });

    let asked: MailAliasChange | undefined;
    await awaitAliasChange(id, async () => {
      asked = await ask();
      return asked.id;
    });
    const { mailDomainId = undefined, localPart = '' } = asked ?? {};
    const stored =
      mailDomainId &&
      (await unitOfWork.run(({ mailAliases }) => mailAliases.listByLocalPart(mailDomainId, localPart)));
    const alias = stored?.find((candidate) => candidate.destination === destination);
    if (!alias) throw new DomainError('alias.not_found', 'The alias is gone');
    return alias;
  };
