import { z } from 'zod';
import type { MailDomainView } from '../../../application/mail-domain/mail-domain-queries.ts';
import { recordOnly } from '../../../domain/mail-domain/dns-record.ts';
import { dnsRecordStates } from '../../../domain/mail-domain/dns-record-state.ts';
import { requiredActions } from '../../../domain/mail-domain/domain-check.ts';
import { MAIL_DOMAIN_STATUSES } from '../../../domain/mail-domain/mail-domain.ts';
import { mailDomainAbilities } from '../../../domain/mail-domain/mail-domain-access.ts';
import { mailDomainWarnings } from '../../../domain/mail-domain/mail-domain-warnings.ts';
import { whyNoNewMailbox } from '../../../domain/mailbox/mailbox-access.ts';
import { readableDomain } from '../../../domain/shared/domain-name.ts';
import type { FactorAdministrationUseCases } from '../../container/identity/factor-administration.ts';
import type { MailDomainUseCases } from '../../container/mail-domains.ts';
import type { ProvisioningUseCases } from '../../container/provisioning.ts';
import {
  presentOverview,
  presentUnenrolled,
  requiredFromInput,
  unenrolledInput,
} from '../identity/present-second-factor.ts';
import { pageFields, toPageRequest } from '../procedure/page-input.ts';
import { emailInput, searchInput, slugInput } from '../procedure/text-input.ts';
import { mutation, query, router } from '../procedure/trpc.ts';
import { mailDomainCreation } from './mail-domain-creation.ts';

type UseCases = MailDomainUseCases & ProvisioningUseCases & FactorAdministrationUseCases;

const bySlug = z.object({ slug: slugInput });
const listing = z
  .object({
    ...pageFields(['created_at', 'name'], { field: 'created_at', descending: true }),
    /** Part of the name. */
    search: searchInput,
    /** All statuses when absent. */
    statuses: z.array(z.enum(MAIL_DOMAIN_STATUSES)).max(MAIL_DOMAIN_STATUSES.length).optional(),
  })
  .prefault({});
const creation = mailDomainCreation.extend({ supportEmail: emailInput });

const present = ({ role, ...view }: MailDomainView) => ({
  id: view.id,
  name: view.name,
  /** As people read it: an internationalised name in the letters of its language. */
  displayName: readableDomain(view.name),
  slug: view.slug,
  status: view.status,
  role,
  abilities: mailDomainAbilities(role),
  /** The code of what keeps the caller from creating mailboxes in it; null when nothing does. */
  whyNoNewMailbox: whyNoNewMailbox(role, view),
  supportEmail: view.supportEmail,
  /** `support_inside_domain`: the support address is in the domain itself. */
  warnings: mailDomainWarnings(view),
  mailboxCount: view.mailboxCount,
  lastCheckDetails: view.lastCheckDetails,
  lastCheckedAt: view.lastCheckedAt?.toISOString() ?? null,
  requiredActions: requiredActions(view.lastCheckTests),
  expectedConfig: view.expectedConfig?.map(recordOnly) ?? null,
  /** The expected records with the results of the latest check. */
  records: dnsRecordStates(view.expectedConfig, view.lastCheckTests),
  createdAt: view.createdAt.toISOString(),
  updatedAt: view.updatedAt.toISOString(),
});

export const makeMailDomainsRouter = (useCases: UseCases) =>
  router({
    /** The domains that the signed-in person has an access to. */
    list: query.input(listing).query(async ({ ctx, input: { search, statuses, ...page } }) => {
      const filter = { search, statuses };
      const { total, items } = await useCases.listMailDomains(ctx.actor, filter, toPageRequest(page));
      return { total, items: items.map(present) };
    }),
    /** NOT_FOUND also to people without access. */
    get: query
      .input(bySlug)
      .query(async ({ ctx, input }) => present(await useCases.getMailDomain(ctx.actor, input.slug))),
    /**
     * The signed-in person becomes owner. SERVICE_UNAVAILABLE, without a domain stored, when the mail service is down.
     */
    create: mutation
      .input(creation)
      .mutation(async ({ ctx, input }) => present(await useCases.createMailDomain(ctx.actor, input))),
    /** Checks the domain now. */
    check: mutation
      .input(bySlug)
      .mutation(async ({ ctx, input }) => present(await useCases.refreshMailDomain(ctx.actor, input.slug))),
    /** From when on a second factor is required, and how many of the enabled mailboxes have one; for those who manage the domain. */
    secondFactor: query
      .input(bySlug)
      .query(async ({ ctx, input }) => presentOverview(await useCases.readSecondFactor(ctx.actor, input))),
    /** The enabled mailboxes whose owners have none. */
    withoutSecondFactor: query
      .input(bySlug.extend(unenrolledInput))
      .query(async ({ ctx, input: { slug, search, page } }) => {
        const { total, items } = await useCases.listWithoutSecondFactor(
          ctx.actor,
          { slug },
          { search },
          page,
        );
        return { total, items: items.map(presentUnenrolled) };
      }),
    /**
     * Sets, moves (two weeks away at least, unless it is put off) or lifts (null) the day from which one is required. Those who have
     * none are told at once, and 30, 7 and 1 days before; all who manage the domain are told of every change.
     */
    setSecondFactorDate: mutation
      .input(bySlug.extend({ requiredFrom: requiredFromInput }))
      .mutation(({ ctx, input: { slug, requiredFrom } }) =>
        useCases.setSecondFactorDate(ctx.actor, { slug }, { requiredFrom }),
      ),
  });
