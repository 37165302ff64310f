import { z } from 'zod';
import { MAILBOX_STEPS } from '../../../domain/mailbox/mailbox-change.ts';
import type { MailAliasChangeId, MailboxId } from '../../../domain/shared/ids.ts';
import type { ProvisioningUseCases } from '../../container/provisioning.ts';
import { pageInput } from '../procedure/page-input.ts';
import { idInput, slugInput } from '../procedure/text-input.ts';
import { mutation, query, router } from '../procedure/trpc.ts';

const OPEN_STEPS = ['creation', ...MAILBOX_STEPS] as const;
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
    /**
     * Withdraws what waits for the mail service: a change of an alias, or what is wanted of a mailbox, all of it or one
     * step. One that is to be created is disabled then. What the mail service did meanwhile shows in the next comparison.
     * For administrators and owners.
     */
    cancel: mutation
      .input(
        z.object({
          domainSlug: slugInput,
          id: idInput<MailboxId | MailAliasChangeId>(),
          step: z.enum(OPEN_STEPS).optional(),
        }),
      )
      .mutation(async ({ ctx, input: { domainSlug, id, step } }) => ({
        steps: await useCases.withdrawMailChange(ctx.actor, domainSlug, { id, step }),
      })),
  });
