import type { AuditAction } from '../../../domain/audit/audit-action.ts';
import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailLinkId } from '../../../domain/shared/ids.ts';
import { isUnreadable } from '../../../domain/shared/unreadable.ts';
import { addressAuditSubject } from '../../mail-domain/address-audit-subject.ts';
import { linkIdOf } from '../../notification/link-address.ts';
import { IMMEDIATE_LOGIN_CODE_LIMITS } from '../../notification/login-code-limits.ts';
import type { MailProvisioner } from '../../provisioning/mail-provisioner.ts';
import type { MailSettings } from '../../shared/settings/mail-settings.ts';
import type { Clock, TextDigest } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import {
  type LiveMailLink,
  liveMailLink,
  type MailLinkStores,
  type MailLinkView,
  viewOf,
} from './mail-link-view.ts';

type Stores = MailLinkStores & Pick<Repositories, 'audit'>;
type Deps = {
  unitOfWork: UnitOfWork<Stores>;
  mailProvisioner: MailProvisioner;
  digest: TextDigest;
  clock: Clock;
  mailSettings: Pick<MailSettings, 'webmailUrl'>;
};
type Live = Pick<Deps, 'digest' | 'clock'>;

const findLive = ({ clock, digest }: Live, stores: MailLinkStores, token: string, locks: boolean) =>
  liveMailLink(stores, linkIdOf<MailLinkId>(digest, token), { now: clock.now(), locks });

/** The link does not identify a person: the audit entry has the origin of the request. */
const tell = (
  { audit }: Stores,
  { mailbox, mailDomain }: LiveMailLink,
  { at, action, origin }: { readonly at: Date; readonly action: AuditAction; readonly origin: RequestOrigin },
): Promise<void> => {
  const author = { userId: null, origin };
  return audit.append(author, { ...addressAuditSubject(mailbox, mailDomain, author), at, action });
};

export type ReadMailLink = (token: string) => Promise<MailLinkView>;

/**
 * What the page of a link says before anybody acts: reading it, as mail scanners do, changes nothing.
 *
 * @throws DomainError `mail_link.not_found`, `mail_link.expired`
 */
export const makeReadMailLink =
  ({ unitOfWork, ...live }: Pick<Deps, 'unitOfWork' | 'digest' | 'clock'>): ReadMailLink =>
  (token) =>
    unitOfWork.run(async (stores) => viewOf(await findLive(live, stores, token, false)));

export type OpenMailboxByLink = (token: string, origin: RequestOrigin) => Promise<{ readonly url: string }>;

/**
 * Requests a login code from the provisioner and returns the address that opens the mailbox. Each call takes one of the
 * link's uses; a failed one is given back.
 *
 * @throws DomainError `mail_link.not_found`, `mail_link.expired`, `mail_link.used_up`, or of the provisioner
 *   (`mail_provisioner.…`): the link stays as it was
 */
export const makeOpenMailboxByLink = ({
  unitOfWork,
  mailProvisioner,
  mailSettings,
  ...live
}: Deps): OpenMailboxByLink => {
  const giveBack = (id: MailLinkId): Promise<void> =>
    unitOfWork.run(async ({ mailLinks }) => {
      const link = await mailLinks.lock(id);
      if (link) await mailLinks.update({ ...link, loginsLeft: link.loginsLeft + 1 });
    });

  return async (token, origin) => {
    const taken = await unitOfWork.run(async (stores) => {
      const found = await findLive(live, stores, token, true);
      const { link } = found;
      if (link.loginsLeft === 0) throw new DomainError('mail_link.used_up', 'The link was used often enough');
      await stores.mailLinks.update({ ...link, loginsLeft: link.loginsLeft - 1 });
      return found;
    });
    const target = { domain: taken.mailDomain.name, localPart: taken.mailbox.localPart };
    const { code } = await mailProvisioner
      .issueLoginCode(target, IMMEDIATE_LOGIN_CODE_LIMITS)
      .catch(async (error: unknown) => {
        await giveBack(taken.link.id);
        throw error;
      });
    const at = live.clock.now();
    await unitOfWork.run((stores) => tell(stores, taken, { at, action: 'mailbox.opened_by_link', origin }));
    return { url: `${mailSettings.webmailUrl}/code/${encodeURIComponent(code)}` };
  };
};

export type ShowPasswordOfLink = (
  token: string,
  origin: RequestOrigin,
) => Promise<MailLinkView & { readonly shownPassword: string }>;

/**
 * Hands out the password of a link, once: it is erased with the same transaction.
 *
 * @throws DomainError `mail_link.not_found`, `mail_link.expired`, `mail_link.used_up`, `mail_link.password_unreadable`
 */
export const makeShowPasswordOfLink =
  ({ unitOfWork, ...live }: Pick<Deps, 'unitOfWork' | 'digest' | 'clock'>): ShowPasswordOfLink =>
  (token, origin) =>
    unitOfWork.run(async (stores) => {
      const found = await findLive(live, stores, token, true);
      const { password: shownPassword } = found.link;
      if (shownPassword === null) throw new DomainError('mail_link.used_up', 'The password was shown');
      if (isUnreadable(shownPassword)) {
        throw new DomainError('mail_link.password_unreadable', 'No key opens the password of the link');
      }
      const at = live.clock.now();
      const link = { ...found.link, password: null, passwordShownAt: at };
      await stores.mailLinks.update(link);
      await tell(stores, found, { at, action: 'mailbox.password_shown', origin });
      return { ...viewOf({ ...found, link }), shownPassword };
    });
