import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import { outsideAddress } from '../../../domain/mailbox/mailbox.ts';
import type { MailLink } from '../../../domain/notification/mail-link.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailLinkId } from '../../../domain/shared/ids.ts';
import { addressAuditSubject } from '../../mail-domain/address-audit-subject.ts';
import { liveMailLink } from '../../mailbox/link/mail-link-view.ts';
import { linkIdOf } from '../../notification/link-address.ts';
import type { PasswordHasher } from '../../shared/password-hasher.ts';
import type { Clock, SecretGenerator, TextDigest } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { hasChosenPassword } from './has-chosen-password.ts';
import { makeIssuePasswordLinks } from './issue-password-links.ts';
import { findPasswordOwner, type PasswordOwner } from './password-owner.ts';
import type { PasswordSettings } from './password-settings.ts';

type Stores = Pick<
  Repositories,
  'mailLinks' | 'mailboxes' | 'mailDomains' | 'organizations' | 'passwordLinks' | 'audit'
>;
type Reading = {
  unitOfWork: UnitOfWork<Stores>;
  passwordHasher: Pick<PasswordHasher, 'isOfGenerated'>;
  digest: TextDigest;
  clock: Clock;
  passwordSettings: PasswordSettings;
};

type NewOwner = Readonly<{ owner: PasswordOwner; link: MailLink }>;

/** The owner whom a link in a mail lets choose their first password; undefined when there is none, or they chose one. */
const makeFindNewOwner =
  ({ passwordHasher, digest, clock, passwordSettings }: Reading) =>
  async (
    stores: Stores,
    token: string,
    { locks }: { readonly locks: boolean },
  ): Promise<NewOwner | undefined> => {
    if (!passwordSettings.isOffered) return undefined;
    const id = linkIdOf<MailLinkId>(digest, token);
    const { mailbox, link } = await liveMailLink(stores, id, { now: clock.now(), locks: false });
    const owner = await findPasswordOwner(stores, mailbox.id, { locks });
    return owner && !hasChosenPassword(owner.mailbox, passwordHasher) ? { owner, link } : undefined;
  };

export type MayChooseByMailLink = (token: string) => Promise<boolean>;

/** Whether the page of a link in a mail offers its reader to choose a first password. @throws DomainError `mail_link.…` */
export const makeMayChooseByMailLink = (deps: Reading): MayChooseByMailLink => {
  const findNewOwner = makeFindNewOwner(deps);
  return (token) =>
    deps.unitOfWork.run(
      async (stores) => (await findNewOwner(stores, token, { locks: false })) !== undefined,
    );
};

export type ChooseByMailLink = (token: string, origin: RequestOrigin) => Promise<{ readonly url: string }>;

/**
 * Leads the reader of a mail about a new mailbox to the page on which they choose their first password.
 *
 * @throws DomainError `mail_link.…`, `password_link.not_offered` where owners have no identity, or this one chose a password
 */
export const makeChooseByMailLink = (deps: Reading & { secrets: SecretGenerator }): ChooseByMailLink => {
  const findNewOwner = makeFindNewOwner(deps);
  const issuePasswordLinks = makeIssuePasswordLinks(deps);

  return (token, origin) =>
    deps.unitOfWork.run(async (stores) => {
      const found = await findNewOwner(stores, token, { locks: true });
      if (!found) throw new DomainError('password_link.not_offered', 'There is nothing to choose');
      const { mailbox, mailDomain } = found.owner;
      const { language } = found.link;
      const purpose = 'first';
      const recipient = outsideAddress(mailbox, mailDomain.name);
      const wanted = { mailboxId: mailbox.id, purpose, recipient, language } as const;
      const [issued] = await issuePasswordLinks(stores, [wanted]);
      if (!issued) throw new Error('no link was issued');
      const by = { userId: null, origin };
      await stores.audit.append(by, {
        ...addressAuditSubject(mailbox, mailDomain, by),
        at: deps.clock.now(),
        action: 'mailbox.password_link_issued',
        details: { purpose },
      });
      return { url: issued.address };
    });
};
