import { z } from 'zod';
import type { AliasCreation, MadeAlias } from '../../../application/alias/create-aliases.ts';
import type { AliasGroupFor, AliasGroupPage } from '../../../application/alias/list-alias-groups.ts';
import type { AliasEvent } from '../../../application/alias/list-alias-history.ts';
import type { MailAliasFor } from '../../../application/alias/read-aliases.ts';
import type { AliasProgress } from '../../../domain/alias/alias-group.ts';
import { isDestination, type MailAlias } from '../../../domain/alias/mail-alias.ts';
import { ALIAS_LOCAL_PART_MAX_LENGTH, EMAIL_MAX_LENGTH } from '../../../domain/shared/address-bounds.ts';
import { MOST_CHANGED_AT_ONCE } from '../../../domain/shared/bulk-bounds.ts';
import { readableEmail } from '../../../domain/shared/email-address.ts';
import type { MailAliasChangeId, MailAliasId } from '../../../domain/shared/ids.ts';
import type { AliasUseCases } from '../../container/aliases.ts';
import { auditCursorInput, auditCursorOf } from '../audit/audit-cursor.ts';
import { CHANGE_OF_MANY, countMany } from '../procedure/change-of-many.ts';
import { pageInput } from '../procedure/page-input.ts';
import { idInput, searchInput, slugInput, textInput } from '../procedure/text-input.ts';
import { mutation, query, router } from '../procedure/trpc.ts';
import { aliasesInput, aliasPlanInput, MOST_DESTINATIONS } from './alias-plan-input.ts';

const domainSlug = slugInput;
const localPart = textInput(ALIAS_LOCAL_PART_MAX_LENGTH);
const pages = pageInput(['local_part'], { field: 'local_part', descending: false });
const listing = z.object({
  domainSlug,
  /** Part of the local part or of the destination, or a whole address. */
  search: searchInput,
  page: pages,
});
const groupListing = listing.extend({
  /** That alias alone, with all its destinations. */
  localPart: localPart.optional(),
});
const historyListing = z.object({
  domainSlug,
  localPart,
  limit: z.int().min(1).max(100).default(20),
  /** `nextCursor` of the previous page. */
  cursor: auditCursorInput.nullish(),
});
/** An address, or an address at `localhost` or `devnull`. */
const destination = textInput(EMAIL_MAX_LENGTH).refine(isDestination, 'Not an e-mail address');
const creation = z.object({ domainSlug, localPart, destination });
const severalCreations = aliasesInput.extend({
  destinations: z.array(destination).min(1).max(MOST_DESTINATIONS),
});

const present = (alias: MailAlias) => ({
  id: alias.id,
  mailDomainId: alias.mailDomainId,
  localPart: alias.localPart,
  destination: alias.destination,
  createdAt: alias.createdAt.toISOString(),
});

/** With what may not be expected: `mailbox_shadowed`, `copy_kept`. */
const presentMade = (alias: MadeAlias) => ({ ...present(alias), warnings: alias.warnings });
const presentCreation = (made: AliasCreation) =>
  made.outcome === 'created' ? { ...made, alias: presentMade(made.alias) } : made;
const presentFor = (alias: MailAliasFor) => ({ ...present(alias), abilities: alias.abilities });

const presentProgress = (progress: AliasProgress | null) =>
  progress && { ...progress, since: progress.since.toISOString() };

const presentGroup = ({ destinations, removal, ...group }: AliasGroupFor) => ({
  ...group,
  displayAddress: readableEmail(group.address),
  removal: presentProgress(removal),
  destinations: destinations.map(({ alias, progress, destination, abilities }) => ({
    /** Of the alias; null while the mail service has not made it. */
    id: alias?.id ?? null,
    destination,
    displayDestination: readableEmail(destination),
    createdAt: alias?.createdAt.toISOString() ?? null,
    progress: presentProgress(progress),
    abilities,
  })),
});
const presentEvent = ({ destination, occurredAt, ...event }: AliasEvent) => ({
  ...event,
  occurredAt: occurredAt.toISOString(),
  destination,
  displayDestination: destination === null ? null : readableEmail(destination),
});
const presentGroups = ({ items, ...page }: AliasGroupPage) => ({ ...page, items: items.map(presentGroup) });

export const makeAliasesRouter = (useCases: AliasUseCases) =>
  router({
    list: query.input(listing).query(async ({ ctx, input: { search, page, domainSlug: slug } }) => {
      const { total, items } = await useCases.listAliases(ctx.actor, slug, { search }, page);
      return { total, items: items.map(presentFor) };
    }),
    /**
     * The aliases by local part, each with its first destinations and their number: `progress` says what waits for the mail
     * service or was refused by it. `whyNoNew` is the code of what keeps the caller from adding any.
     */
    byLocalPart: query
      .input(groupListing)
      .query(async ({ ctx, input: { search, localPart: only, page, domainSlug: slug } }) =>
        presentGroups(await useCases.listAliasGroups(ctx.actor, slug, { search, localPart: only }, page)),
      ),
    /**
     * What happened to the alias of a local part, newest first, also when it is gone; for everybody who sees the aliases of the
     * domain. Entries about several aliases at once name no destination.
     */
    history: query.input(historyListing).query(async ({ ctx, input }) => {
      const { domainSlug: slug, localPart: of, limit, cursor } = input;
      const page = { limit, after: cursor ?? undefined };
      const { items, next } = await useCases.listAliasHistory(ctx.actor, slug, of, page);
      return { items: items.map(presentEvent), nextCursor: next ? auditCursorOf(next) : null };
    }),
    /** What would come of aliases if they were created now, by the same rules; nothing is stored. */
    check: query
      .input(aliasPlanInput)
      .query(({ ctx, input: { domainSlug: slug, ...plan } }) =>
        useCases.checkAliases(ctx.actor, { slug, ...plan }),
      ),
    /**
     * SERVICE_UNAVAILABLE with `data.isKept` when the mail service is down: the alias is created once it is available
     * again.
     */
    create: mutation
      .input(creation)
      .mutation(async ({ ctx, input: { domainSlug: slug, ...input } }) =>
        presentMade(await useCases.createAlias(ctx.actor, { slug, ...input })),
      ),
    /**
     * Forwards mail for one local part to several destinations, all requested or none. The outcomes are in their order:
     * `created`, `refused` by the mail service, or `waiting` until it can be asked again.
     */
    createSeveral: mutation
      .input(severalCreations)
      .mutation(async ({ ctx, input: { domainSlug: slug, ...input } }) =>
        (await useCases.createAliases(ctx.actor, { slug, ...input })).map(presentCreation),
      ),
    /** `wasAbsent`: the mail service had no such alias. Viewers may remove an alias that points to them. */
    delete: mutation
      .input(z.object({ domainSlug, id: idInput<MailAliasId>() }))
      .mutation(({ ctx, input }) => useCases.removeAlias(ctx.actor, input.domainSlug, input.id)),
    /** Forgets what the mail service refused, by `progress.changeId`. For administrators and owners. */
    dismissRefusal: mutation
      .input(z.object({ domainSlug, changeId: idInput<MailAliasChangeId>() }))
      .mutation(({ ctx, input }) =>
        useCases.dismissAliasRefusal(ctx.actor, input.domainSlug, input.changeId),
      ),
    deleteAll: mutation
      .input(z.object({ domainSlug, localPart }))
      .mutation(({ ctx, input }) => useCases.removeAliases(ctx.actor, input.domainSlug, input.localPart)),
    /**
     * Removes at most 1,000 aliases, each with all its destinations. The mail service is asked after the answer: `byLocalPart` tells
     * what waits, and what was refused. The outcomes are in their order: `waiting`, or `refused` with the reason.
     */
    deleteMany: mutation
      .meta(CHANGE_OF_MANY)
      .input(z.object({ domainSlug, localParts: z.array(localPart).min(1).max(MOST_CHANGED_AT_ONCE) }))
      .mutation(async ({ ctx, input: { domainSlug: slug, localParts } }) => {
        await countMany(ctx, localParts);
        return useCases.removeManyAliases(ctx.actor, slug, localParts);
      }),
  });
