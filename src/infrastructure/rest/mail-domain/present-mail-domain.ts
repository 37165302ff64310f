import { z } from 'zod';
import type { MailDomainView } from '../../../application/mail-domain/mail-domain-queries.ts';
import { recordOnly } from '../../../domain/mail-domain/dns-record.ts';
import { requiredActions } from '../../../domain/mail-domain/domain-check.ts';
import { MAIL_DOMAIN_STATUSES } from '../../../domain/mail-domain/mail-domain.ts';
import { mailDomainAbilities } from '../../../domain/mail-domain/mail-domain-access.ts';
import { wireTime } from '../wire/wire-time.ts';

const abilitiesSchema = z.object({
  get: z.boolean(),
  patch: z.boolean(),
  put: z.boolean(),
  post: z.boolean(),
  delete: z.boolean(),
  manage_accesses: z.boolean(),
});

export const mailDomainSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    slug: z.string(),
    status: z.enum(MAIL_DOMAIN_STATUSES),
    abilities: abilitiesSchema,
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    count_mailboxes: z.int(),
    support_email: z.string(),
    last_check_details: z.record(z.string(), z.unknown()).nullable(),
    action_required_details: z.record(z.string(), z.string().nullable()),
    expected_config: z
      .array(z.object({ target: z.string(), type: z.string(), value: z.string() }))
      .nullable(),
  })
  .meta({ id: 'MailDomain' });

/** A domain of contract/rest-api.md 3.9. */
export const presentMailDomain = (view: MailDomainView) => {
  const { manageAccesses, manageSecondFactors: _typedOnly, ...abilities } = mailDomainAbilities(view.role);
  return {
    id: view.id,
    name: view.name,
    slug: view.slug,
    status: view.status,
    abilities: { ...abilities, manage_accesses: manageAccesses },
    created_at: wireTime(view.createdAt),
    updated_at: wireTime(view.updatedAt),
    count_mailboxes: view.mailboxCount,
    support_email: view.supportEmail,
    last_check_details: view.lastCheckDetails,
    action_required_details: requiredActions(view.lastCheckTests),
    expected_config: view.expectedConfig?.map(recordOnly) ?? null,
  };
};
