import { z } from 'zod';
import type { AliasCreation, MadeAlias } from '../../../application/alias/create-aliases.ts';
import type { MailAliasFor } from '../../../application/alias/read-aliases.ts';
import {
  ALIAS_LOCAL_PART_MAX_LENGTH,
  isDestination,
  type MailAlias,
} from '../../../domain/alias/mail-alias.ts';
import { EMAIL_MAX_LENGTH } from '../../../domain/shared/email-address.ts';
import type { MailAliasId } from '../../../domain/shared/ids.ts';
import type { AliasUseCases } from '../../container/aliases.ts';
import { pageInput } from '../procedure/page-input.ts';
import { idInput, searchInput, slugInput, textInput } from '../procedure/text-input.ts';
import { mutation, query, router } from '../procedure/trpc.ts';

const domainSlug = slugInput;
const localPart = textInput(ALIAS_LOCAL_PART_MAX_LENGTH);
const pages = pageInput(['local_part'], { field: 'local_part', descending: false });
const listing = z.object({
  domainSlug,
  /** Part of the local part or of the destination, or a whole address. */
  search: searchInput,
  page: pages,
});
/** An address, or an address at `localhost` or `devnull`. */
const destination = textInput(EMAIL_MAX_LENGTH).refine(isDestination, 'Not an e-mail address');
const creation = z.object({ domainSlug, localPart, destination });
const MOST_DESTINATIONS = 50;
const severalCreations = z.object({
  domainSlug,
  localPart,
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

export const makeAliasesRouter = (useCases: AliasUseCases) =>
  router({
    list: query.input(listing).query(async ({ ctx, input: { search, page, domainSlug: slug } }) => {
      const { total, items } = await useCases.listAliases(ctx.actor, slug, { search }, page);
      return { total, items: items.map(presentFor) };
    }),
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
     * `created`, `refused` by the mail service, or `waiting` until it is available again.
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
    deleteAll: mutation
      .input(z.object({ domainSlug, localPart }))
      .mutation(({ ctx, input }) => useCases.removeAliases(ctx.actor, input.domainSlug, input.localPart)),
  });
