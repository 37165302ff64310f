import { z } from 'zod';
import type { MailDomainAccessFor } from '../../../application/mail-domain/read-mail-domain-accesses.ts';
import { MAIL_DOMAIN_ROLES } from '../../../domain/mail-domain/mail-domain-access.ts';
import type { MailDomainAccessId, UserId } from '../../../domain/shared/ids.ts';
import type { MailDomainUseCases } from '../../container/mail-domains.ts';
import { pageInput } from '../procedure/page-input.ts';
import { idInput, searchInput, slugInput } from '../procedure/text-input.ts';
import { mutation, query, router } from '../procedure/trpc.ts';

const domainSlug = slugInput;
const role = z.enum(MAIL_DOMAIN_ROLES);
const byId = z.object({ domainSlug, id: idInput<MailDomainAccessId>() });
const pages = pageInput(['created_at', 'role', 'user__email', 'user__name'], {
  field: 'created_at',
  descending: true,
});

const listing = z.object({
  domainSlug,
  /** Part of a name or an e-mail, ignoring case and accents. */
  search: searchInput,
  /** All roles when absent. */
  roles: z.array(role).max(MAIL_DOMAIN_ROLES.length).optional(),
  page: pages,
});

const present = (access: MailDomainAccessFor) => ({
  id: access.id,
  user: access.user,
  role: access.role,
  abilities: access.abilities,
  createdAt: access.createdAt.toISOString(),
  updatedAt: access.updatedAt.toISOString(),
});

export const makeMailDomainAccessesRouter = (useCases: MailDomainUseCases) =>
  router({
    /** With what the signed-in person may give others, and whom to ask for more. */
    list: query.input(listing).query(async ({ ctx, input: { domainSlug: slug, page, ...filter } }) => {
      const found = await useCases.listMailDomainAccesses(ctx.actor, slug, filter, page);
      return { ...found, items: found.items.map(present) };
    }),
    get: query
      .input(byId)
      .query(async ({ ctx, input }) =>
        present(await useCases.getMailDomainAccess(ctx.actor, input.domainSlug, input.id)),
      ),
    /**
     * People of the same organization without an access, newest first; `search` ignores case and accents. With `limit` at most
     * so many; without it, refused when there are too many.
     */
    availableUsers: query
      .meta({ inBulk: true })
      .input(z.object({ domainSlug, search: searchInput, limit: z.int().min(1).max(100).optional() }))
      .query(async ({ ctx, input: { domainSlug: slug, search = '', limit } }) => {
        const found = await useCases.listAvailableUsers(ctx.actor, slug, search, limit);
        return found.map(({ user: { id, email, name } }) => ({ id, email, name }));
      }),
    create: mutation
      .input(z.object({ domainSlug, userId: idInput<UserId>(), role: role.default('viewer') }))
      .mutation(async ({ ctx, input: { domainSlug: slug, ...input } }) =>
        present(await useCases.grantMailDomainAccess(ctx.actor, { slug, ...input })),
      ),
    setRole: mutation
      .input(byId.extend({ role }))
      .mutation(async ({ ctx, input: { domainSlug: slug, ...input } }) =>
        present(await useCases.setMailDomainRole(ctx.actor, { slug, ...input })),
      ),
    delete: mutation
      .input(byId)
      .mutation(({ ctx, input }) => useCases.revokeMailDomainAccess(ctx.actor, input.domainSlug, input.id)),
  });
