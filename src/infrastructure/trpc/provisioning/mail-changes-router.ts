import { z } from 'zod';
import type { ProvisioningUseCases } from '../../container/provisioning.ts';
import { pageInput } from '../procedure/page-input.ts';
import { slugInput } from '../procedure/text-input.ts';
import { query, router } from '../procedure/trpc.ts';

const pages = pageInput(['since'], { field: 'since', descending: false });

/** What the mail service has yet to do. */
export const makeMailChangesRouter = (useCases: ProvisioningUseCases) =>
  router({
    /**
     * Changes of aliases and mailboxes of a domain that wait for the mail service, the oldest first: what is to be done,
     * how often it was tried and why the latest attempt came to nothing. For administrators and owners.
     */
    list: query
      .input(z.object({ domainSlug: slugInput, page: pages }))
      .query(async ({ ctx, input: { domainSlug, page } }) => {
        const { total, items } = await useCases.listOpenMailChanges(ctx.actor, domainSlug, page);
        return { total, items: items.map((item) => ({ ...item, since: item.since.toISOString() })) };
      }),
  });
