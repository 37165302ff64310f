import { z } from 'zod';
import { MAILBOX_STEPS } from '../../../domain/mailbox/mailbox-change.ts';
import type { MailAliasChangeId, MailboxId } from '../../../domain/shared/ids.ts';
import type { ProvisioningUseCases } from '../../container/provisioning.ts';
import { pageInput } from '../procedure/page-input.ts';
import { idInput, slugInput } from '../procedure/text-input.ts';
import { mutation, query, router } from '../procedure/trpc.ts';

const OPEN_STEPS = ['creation', ...MAILBOX_STEPS] as const;
const pages = pageInput(['since'], { field: 'since', descending: false });

/** Pending changes at the mail service. */
export const makeMailChangesRouter = (useCases: ProvisioningUseCases) =>
  router({
    /**
     * Pending changes of a domain's aliases and mailboxes, the oldest first, with the number of attempts and the reason
     * of the latest failure. For administrators and owners.
     */
    list: query
      .input(z.object({ domainSlug: slugInput, page: pages }))
      .query(async ({ ctx, input: { domainSlug, page } }) => {
        const { total, items } = await useCases.listOpenMailChanges(ctx.actor, domainSlug, page);
        return { total, items: items.map((item) => ({ ...item, since: item.since.toISOString() })) };
      }),
    /**
     * Withdraws a pending change: of an alias, or of a mailbox, one step or all. A mailbox to be created becomes
     * disabled. If the mail service has carried out the change meanwhile, the next comparison shows it. For
     * administrators and owners.
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
