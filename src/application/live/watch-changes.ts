import { ensureMay } from '../../domain/mail-domain/mail-domain-access.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailDomainId, UserId } from '../../domain/shared/ids.ts';
import type { MailDomainQueries } from '../mail-domain/mail-domain-queries.ts';
import type { Actor } from '../shared/actor.ts';

/** What a person looks at, to be told when it changes. */
export type Watch = Readonly<{
  userId: UserId;
  /**
   * The domains that the person may be told of at this moment. One round trip.
   *
   * @throws DomainError `mail_domain.not_found` when they may not see the one they look at, or no longer
   */
  look(): Promise<ReadonlySet<MailDomainId>>;
}>;

/** Domains of one person that are watched at most; what changes in further ones is seen when a page asks again. */
export const MOST_WATCHED = 1_000;

type Deps = { mailDomainQueries: Pick<MailDomainQueries, 'findVisible' | 'listVisibleIds'> };

export type WatchMailDomain = (actor: Actor, slug: string) => Watch;

/** Looks at one domain, on behalf of whoever has an access to it. */
export const makeWatchMailDomain =
  ({ mailDomainQueries }: Deps): WatchMailDomain =>
  ({ userId }, slug) => ({
    userId,
    look: async () => {
      const found = await mailDomainQueries.findVisible(userId, slug);
      if (!found) throw new DomainError('mail_domain.not_found', 'No such mail domain');
      ensureMay(found.role, 'get');
      return new Set([found.id]);
    },
  });

export type WatchOwnMailDomains = (actor: Actor) => Watch;

/** Looks at all domains that the actor has an access to. */
export const makeWatchOwnMailDomains =
  ({ mailDomainQueries }: Deps): WatchOwnMailDomains =>
  ({ userId }) => ({
    userId,
    look: async () => new Set(await mailDomainQueries.listVisibleIds(userId, MOST_WATCHED)),
  });
