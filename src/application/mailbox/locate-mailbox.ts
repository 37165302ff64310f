import { ensureMayManageMailDomains } from '../../domain/mail-domain/mail-domain-management.ts';
import { normalizeDomain } from '../../domain/shared/domain-name.ts';
import { emailDomain } from '../../domain/shared/email-address.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';
import type { MailDomainQueries, NamedMailDomain } from '../mail-domain/mail-domain-queries.ts';
import type { Operator } from '../shared/operator.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';

type DomainDeps = { mailDomainQueries: Pick<MailDomainQueries, 'findNamed'> };
type Deps = DomainDeps & { unitOfWork: UnitOfWork<Pick<Repositories, 'mailboxes' | 'mailDomains'>> };

/** Any domain by its slug or its name, in any spelling. */
export type LocateMailDomain = (by: Operator, named: string) => Promise<NamedMailDomain>;

/** @throws DomainError `mail_domain.action_forbidden`, `mail_domain.not_found` */
export const makeLocateMailDomain =
  ({ mailDomainQueries }: DomainDeps): LocateMailDomain =>
  async (by, named) => {
    ensureMayManageMailDomains(by.isStaff, 'list');
    const found = await mailDomainQueries.findNamed(normalizeDomain(named));
    if (!found) throw new DomainError('mail_domain.not_found', 'No such mail domain');
    return found;
  };

/** A mailbox as other use cases name it, and the name of its domain. */
export type LocatedMailbox = Readonly<{ slug: string; id: MailboxId; domainName: string }>;
export type LocateMailbox = (
  by: Operator,
  named: Readonly<{ id: MailboxId } | { address: string }>,
) => Promise<LocatedMailbox>;

const noMailbox = () => new DomainError('mailbox.not_found', 'No such mailbox');

/**
 * The mailbox of an id or an address, in any domain and in any spelling of the domain.
 *
 * @throws DomainError `mail_domain.action_forbidden`, `mailbox.not_found`
 */
export const makeLocateMailbox =
  ({ mailDomainQueries, unitOfWork }: Deps): LocateMailbox =>
  async (by, named) => {
    ensureMayManageMailDomains(by.isStaff, 'list');
    if ('id' in named) {
      return unitOfWork.run(async ({ mailboxes, mailDomains }) => {
        const mailbox = await mailboxes.find(named.id);
        const mailDomain = mailbox && (await mailDomains.find(mailbox.mailDomainId));
        if (!mailDomain) throw noMailbox();
        return { slug: mailDomain.slug, id: named.id, domainName: mailDomain.name };
      });
    }
    const localPart = named.address.slice(0, named.address.lastIndexOf('@')).toLowerCase();
    const domain = emailDomain(named.address);
    const mailDomain = domain === undefined ? undefined : await mailDomainQueries.findNamed(domain);
    if (!mailDomain) throw noMailbox();
    const [mailbox] = await unitOfWork.run(({ mailboxes }) =>
      mailboxes.listByLocalParts(mailDomain.id, [localPart]),
    );
    if (!mailbox) throw noMailbox();
    return { slug: mailDomain.slug, id: mailbox.id, domainName: mailDomain.name };
  };
