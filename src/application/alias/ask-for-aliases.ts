import { ensureDistinct, ensureTakesAliases, parseAliasLocalPart } from '../../domain/alias/mail-alias.ts';
import { ensureMay } from '../../domain/mail-domain/mail-domain-access.ts';
import { mailboxAddress } from '../../domain/mailbox/mailbox.ts';
import { emailKey, normalizeEmail } from '../../domain/shared/email-address.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailAliasChangeId, MailDomainId } from '../../domain/shared/ids.ts';
import type { Actor } from '../shared/actor.ts';
import { ensureNotTooMany } from '../shared/ensure-room.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import type { MailAliasRepository } from './mail-alias-repository.ts';
import { openAliasChange } from './open-alias-change.ts';

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

/** Longest chain of aliases that is followed: longer ones count as fine, mail servers stop them. */
const MOST_HOPS = 10;

/** Whether mail to `address`, forwarded to one of `destinations`, would return to it. */
async function leadsBack(
  aliases: MailAliasRepository,
  address: string,
  destinations: readonly string[],
): Promise<boolean> {
  const seen = new Set<string>();
  let next = destinations.map(emailKey);
  for (let hop = 0; hop < MOST_HOPS && next.length > 0; hop += 1) {
    if (next.includes(address)) return true;
    for (const passed of next) seen.add(passed);
    const reached = (await aliases.destinationsOf(next)).map(emailKey);
    next = [...new Set(reached)].filter((found) => !seen.has(found));
  }
  return false;
}

/** @throws DomainError `alias.loop` (params: `destination`) */
async function ensureNoLoop(
  aliases: MailAliasRepository,
  address: string,
  written: readonly string[],
  keepsCopy: boolean,
): Promise<void> {
  // An alias of a mailbox to itself is how mail servers keep a copy there.
  const destinations = written.filter((destination) => !keepsCopy || emailKey(destination) !== address);
  if (!(await leadsBack(aliases, address, destinations))) return;
  for (const destination of destinations) {
    if (!(await leadsBack(aliases, address, [destination]))) continue;
    throw new DomainError('alias.loop', 'Mail would come back', { params: { destination } });
  }
}

/**
 * Requests aliases of one local part of an enabled domain, all or none.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`, `alias.domain_not_enabled`,
 *   `alias.invalid_local_part`, `alias.repeated_destination` (params: `destinations`), `alias.already_exists` (params:
 *   `destinations`), `alias.loop` (params: `destination`), `list.full`
 */
export const makeAskForAliases =
  ({ unitOfWork, clock }: Deps) =>
  (actor: Actor, { slug, localPart: written, wanted }: Input): Promise<Asked> =>
    unitOfWork.run(async (stores) => {
      const { mailDomains, mailAliases } = stores;
      const found = await mailDomains.holdBySlugFor(slug, actor.userId);
      ensureMay(found?.role, 'post');
      if (!found) throw new DomainError('mail_domain.not_found', 'No such mail domain');
      const { id: mailDomainId, name } = found.mailDomain;
      ensureTakesAliases(found.mailDomain);
      const localPart = parseAliasLocalPart(written, name);
      const destinations = wanted.map(({ destination }) => destination);
      ensureDistinct(destinations);
      const present = new Set(
        (await mailAliases.listByLocalPart(mailDomainId, localPart)).map(({ destination }) =>
          normalizeEmail(destination),
        ),
      );
      const known = destinations.filter((destination) => present.has(destination));
      if (known.length > 0) {
        const params = { destinations: known.join(', ') };
        throw new DomainError('alias.already_exists', 'The domain has such an alias', { params });
      }
      const boxes = await stores.mailboxes.listByLocalParts(mailDomainId, [localPart]);
      const hasMailbox = boxes.some(({ status }) => status !== 'failed');
      const address = mailboxAddress(localPart, name);
      await ensureNoLoop(mailAliases, address, destinations, hasMailbox);
      const at = clock.now();
      const changes: MailAliasChangeId[] = [];
      for (const { id, destination } of wanted) {
        const key = { mailDomainId, kind: 'creation', localPart, destination } as const;
        changes.push((await openAliasChange(stores, actor, key, { id, at })).id);
      }
      await ensureNotTooMany(stores, { kind: 'destinations_of_alias', id: mailDomainId, name: localPart });
      return { mailDomainId, localPart, address, hasMailbox, changes };
    });
