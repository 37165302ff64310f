import { z } from 'zod';
import type { LiveUseCases } from '../../container/live.ts';
import { slugInput } from '../procedure/text-input.ts';
import { query, router } from '../procedure/trpc.ts';

/**
 * Streams of what changes, as server-sent events, for pages with a session: hints to ask again, without data. 429 for somebody
 * who has enough of them, 503 while nothing would be heard: a page asks from time to time then. Whether it is refused is told by
 * the status, since browsers open a stream of status 200 again.
 */
export const makeLiveRouter = (useCases: LiveUseCases) =>
  router({
    /** One domain. The stream ends with the access to it. */
    mailDomain: query
      .input(z.object({ slug: slugInput }))
      .subscription(({ ctx, input }) => ctx.openLive(useCases.watchMailDomain(ctx.actor, input.slug))),
    /** All domains that the person has an access to. */
    ownMailDomains: query.subscription(({ ctx }) => ctx.openLive(useCases.watchOwnMailDomains(ctx.actor))),
  });
