import { BY_JOB } from '../../../domain/audit/audit-entry.ts';
import { earliestEnd } from '../../../domain/mail-domain/domain-end.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import { verifiedEmail } from '../../../domain/people/email-verification.ts';
import { emailKey } from '../../../domain/shared/email-address.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { mailDomainAuditSubject } from '../../mail-domain/mail-domain-audit-subject.ts';
import { makeQueueMail } from '../../notification/queue-mail.ts';
import type { MailSettings } from '../../shared/settings/mail-settings.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories } from '../../unit-of-work.ts';

type Deps = {
  clock: Clock;
  ids: IdGenerator;
  mailSettings: MailSettings;
  mailDomainsEndAfterDays: number;
};
type Stores = Pick<
  Repositories,
  'mailDomains' | 'mailDomainAccesses' | 'users' | 'outgoingMails' | 'outbox' | 'audit'
>;
/** Announces the end of a locked domain that has waited for right DNS since `since`, in the caller's transaction. */
export type AnnounceDomainEnd = (stores: Stores, mailDomain: MailDomain, since: Date) => Promise<void>;

/**
 * Writes to the support address of a domain and to its owners, each once and in their language, that the domain will end; notes
 * that they were told.
 */
export const makeAnnounceDomainEnd = ({
  clock,
  ids,
  mailSettings: { siteUrl, defaultLanguage },
  mailDomainsEndAfterDays,
}: Deps): AnnounceDomainEnd => {
  const queueMail = makeQueueMail({ clock, ids });

  const recipientsOf = async (
    { mailDomainAccesses, users }: Stores,
    { id, supportEmail }: MailDomain,
  ): Promise<readonly (readonly [string, Language])[]> => {
    const recipients = new Map<string, readonly [string, Language]>();
    for (const ownerId of await mailDomainAccesses.listOwners(id)) {
      const owner = await users.find(ownerId);
      const address = owner?.isActive ? verifiedEmail(owner) : null;
      if (owner && address !== null) recipients.set(emailKey(address), [address, owner.language]);
    }
    if (!recipients.has(emailKey(supportEmail))) {
      recipients.set(emailKey(supportEmail), [supportEmail, defaultLanguage]);
    }
    return [...recipients.values()];
  };

  return async (stores, mailDomain, since) => {
    const at = clock.now();
    await stores.mailDomains.update({ ...mailDomain, endAnnouncedAt: at, updatedAt: at });
    const endsOn = earliestEnd(since, at, mailDomainsEndAfterDays).toISOString().slice(0, 10);
    const link = `${siteUrl}/mail-domains/${mailDomain.slug}/`;
    const content = { kind: 'mail_domain_ending', domain: mailDomain.name, endsOn, link } as const;
    for (const [recipient, language] of await recipientsOf(stores, mailDomain)) {
      await queueMail(stores, { recipient, language, content });
    }
    await stores.audit.append(BY_JOB, {
      ...mailDomainAuditSubject(mailDomain, BY_JOB),
      at,
      action: 'mail_domain.end_announced',
      details: { endsOn },
    });
  };
};
