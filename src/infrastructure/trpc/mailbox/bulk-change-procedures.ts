import { z } from 'zod';
import type { BulkChangeView, BulkOutcomeView } from '../../../application/mailbox/bulk/bulk-change-view.ts';
import { BULK_ACTIONS, type BulkAction } from '../../../domain/mailbox/bulk-change.ts';
import { handedOverInstead, type MailboxRefusals } from '../../../domain/mailbox/mailbox-access.ts';
import { MAILBOX_STATUSES } from '../../../domain/mailbox/provisioning.ts';
import { MOST_CHANGED_AT_ONCE } from '../../../domain/shared/bulk-bounds.ts';
import type { ErrorCode } from '../../../domain/shared/errors.ts';
import type { MailboxBulkChangeId, MailboxId } from '../../../domain/shared/ids.ts';
import type { MailboxUseCases } from '../../container/mailboxes.ts';
import { CHANGE_OF_MANY, countMany, manyIdsInput } from '../procedure/change-of-many.ts';
import { idInput, searchInput, slugInput } from '../procedure/text-input.ts';
import { mutation, query } from '../procedure/trpc.ts';

const action = z.enum(BULK_ACTIONS);
const request = z.object({
  domainSlug: slugInput,
  action,
  mailboxIds: manyIdsInput<MailboxId>(),
});
const byId = z.object({ domainSlug: slugInput, changeId: idInput<MailboxBulkChangeId>() });
const selection = z.object({
  domainSlug: slugInput,
  /** As `list` takes it. */
  search: searchInput,
  statuses: z.array(z.enum(MAILBOX_STATUSES)).max(MAILBOX_STATUSES.length).optional(),
});

const presentOutcome = (outcome: BulkOutcomeView) => ({
  mailboxId: outcome.mailboxId,
  /** Null for an id that the domain does not have. */
  localPart: outcome.localPart,
  state: outcome.state,
  /** Why the row is refused; null when it is not. */
  refusal: outcome.state === 'refused' ? outcome.refusal : null,
  /** Whether its owner can be handed a link instead, since nothing can be sent to them: by `handOverPasswordLink`, one by one. */
  isToBeHandedOver: outcome.isToBeHandedOver,
  /** Why the latest attempt at what waits failed; null when none did. */
  trouble: outcome.state === 'waiting' ? outcome.trouble : null,
});

const present = ({ id, action, askedAt, outcomes }: BulkChangeView) => ({
  id,
  action,
  askedAt: askedAt.toISOString(),
  rows: outcomes.map(presentOutcome),
});

type UseCases = Pick<
  MailboxUseCases,
  'viewMailboxes' | 'changeManyMailboxes' | 'findLatestBulkChange' | 'readBulkChange'
>;

/** Why each action in bulk would be refused; absent for those that would not. */
const presentRefusals = (refusals: MailboxRefusals): Partial<Record<BulkAction, ErrorCode>> =>
  Object.fromEntries(
    BULK_ACTIONS.flatMap((action) => {
      const code = refusals[action];
      return code === undefined ? [] : [[action, code] as const];
    }),
  );

/** What is done with a selection of mailboxes. */
export const bulkChangeProcedures = (useCases: UseCases) => ({
  /** The first mailboxes that a filter finds, at most 1,000, by address; with what may not be done with each. */
  select: query
    .meta({ inBulk: true })
    .input(selection)
    .query(async ({ ctx, input: { domainSlug, ...filter } }) => {
      const page = {
        number: 1,
        size: MOST_CHANGED_AT_ONCE,
        order: [{ field: 'local_part', descending: false } as const],
      };
      const { total, items } = await useCases.viewMailboxes(ctx.actor, domainSlug, filter, page);
      return {
        total,
        items: items.map(({ id, localPart, refusals }) => ({
          id,
          localPart,
          refusals: presentRefusals(refusals),
          handedOverInstead: handedOverInstead(refusals),
        })),
      };
    }),
  /**
   * Does one thing with at most 1,000 mailboxes; each row has its outcome, in the order given. The mail service is asked after
   * the answer: `getBulkChange` tells what has become of those that wait. `changeId` is a UUID of the caller's: a
   * repeated request with the same is not carried out again.
   */
  changeMany: mutation
    .meta(CHANGE_OF_MANY)
    .input(request.extend({ changeId: idInput<MailboxBulkChangeId>() }))
    .mutation(async ({ ctx, input: { domainSlug: slug, changeId: id, ...wanted } }) => {
      await countMany(ctx, wanted.mailboxIds);
      return present(await useCases.changeManyMailboxes(ctx.actor, { slug, id, ...wanted }));
    }),
  /** The latest one of a domain, without its rows; null when there is none in 30 days. */
  latestBulkChange: query.input(z.object({ domainSlug: slugInput })).query(async ({ ctx, input }) => {
    const found = await useCases.findLatestBulkChange(ctx.actor, input.domainSlug);
    return found ? { ...found, askedAt: found.askedAt.toISOString() } : null;
  }),
  /** The same rows as they are now; for 30 days. */
  getBulkChange: query
    .meta({ inBulk: true })
    .input(byId)
    .query(async ({ ctx, input: { domainSlug: slug, changeId: id } }) =>
      present(await useCases.readBulkChange(ctx.actor, { slug, id })),
    ),
});
