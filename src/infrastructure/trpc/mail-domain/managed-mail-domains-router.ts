import { z } from 'zod';
import { MAIL_DOMAIN_STATUSES, type MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import { mailDomainWarnings } from '../../../domain/mail-domain/mail-domain-warnings.ts';
import { readableDomain } from '../../../domain/shared/domain-name.ts';
import type { MailDomainId, OrganizationId } from '../../../domain/shared/ids.ts';
import type { MailDomainUseCases } from '../../container/mail-domains.ts';
import type { ProvisioningUseCases } from '../../container/provisioning.ts';
import { pageInput } from '../procedure/page-input.ts';
import { emailInput, idInput, searchInput } from '../procedure/text-input.ts';
import { router, throttledMutation, throttledQuery } from '../procedure/trpc.ts';

type UseCases = MailDomainUseCases & ProvisioningUseCases;

const organizationId = idInput<OrganizationId>();
const listInput = z.object({
  /** Part of the name. */
  search: searchInput,
  /** All statuses when absent. */
  statuses: z.array(z.enum(MAIL_DOMAIN_STATUSES)).max(MAIL_DOMAIN_STATUSES.length).optional(),
  organizationId: organizationId.optional(),
  page: pageInput(['name', 'created_at'], { field: 'name', descending: false }),
});
const id = idInput<MailDomainId>();
const editInput = z.object({
  id,
  isDisabled: z.boolean().optional(),
  /** Null for none. */
  organizationId: organizationId.nullable().optional(),
  supportEmail: emailInput.optional(),
});

const present = (mailDomain: MailDomain) => ({
  id: mailDomain.id,
  name: mailDomain.name,
  /** As people read it. */
  displayName: readableDomain(mailDomain.name),
  slug: mailDomain.slug,
  status: mailDomain.status,
  supportEmail: mailDomain.supportEmail,
  warnings: mailDomainWarnings(mailDomain),
  organizationId: mailDomain.organizationId,
  lastCheckedAt: mailDomain.lastCheckedAt?.toISOString() ?? null,
  createdAt: mailDomain.createdAt.toISOString(),
  updatedAt: mailDomain.updatedAt.toISOString(),
});

/** Every mail domain, for staff; FORBIDDEN for others. */
export const makeManagedMailDomainsRouter = (useCases: UseCases) =>
  router({
    /** With the owners and administrators, as contacts. */
    list: throttledQuery.input(listInput.prefault({})).query(async ({ ctx, input }) => {
      const { page, ...filter } = input;
      const { total, items, management } = await useCases.listManagedMailDomains(ctx.actor, filter, page);
      const shown = items.map((item) => ({
        ...present(item),
        organization: item.organization,
        mailboxCount: item.mailboxCount,
        managers: item.managers,
      }));
      return { total, items: shown, management };
    }),
    /** Absent members keep their value. A domain that is enabled again is `pending`, and checked at once. */
    edit: throttledMutation
      .input(editInput)
      .mutation(async ({ ctx, input: { id, ...changes } }) =>
        present(await useCases.editMailDomain(ctx.actor, id, changes)),
      ),
    /** Checks the domain now, whether or not the caller has an access to it. */
    check: throttledMutation.input(z.object({ id })).mutation(async ({ ctx, input }) => {
      const { mailDomain, statusBefore } = await useCases.checkManagedMailDomain(ctx.actor, input.id);
      return { ...present(mailDomain), statusBefore };
    }),
  });
