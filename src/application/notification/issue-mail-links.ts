import { endOfMailLink, LOGINS_OF_MAIL_LINK, type MailLink } from '../../domain/notification/mail-link.ts';
import type { MailLinkId } from '../../domain/shared/ids.ts';
import type { Clock, SecretGenerator, TextDigest } from '../shared/system.ts';
import type { Repositories } from '../unit-of-work.ts';
import { linkAddress, linkIdOf } from './link-address.ts';

type Deps = { secrets: SecretGenerator; digest: TextDigest; clock: Clock };
type Stores = Pick<Repositories, 'mailLinks'>;
type Wanted = Pick<MailLink, 'mailboxId' | 'recipient' | 'language'> & {
  /** Whether it opens the webmail without a password. */
  readonly opensWebmail: boolean;
  /** To be shown once, in place of any that waits for the same mailbox. */
  readonly password?: string | undefined;
};

/** Creates links for mails, in the order of `wanted`, and returns their addresses under `page`. */
export const makeIssueMailLinks =
  ({ secrets, digest, clock }: Deps) =>
  async ({ mailLinks }: Stores, page: string, wanted: readonly Wanted[]): Promise<readonly string[]> => {
    const createdAt = clock.now();
    const issued = wanted.map(({ opensWebmail, password = null, ...link }) => {
      const token = secrets.next();
      return {
        address: linkAddress(page, token),
        link: {
          ...link,
          id: linkIdOf<MailLinkId>(digest, token),
          loginsLeft: opensWebmail ? LOGINS_OF_MAIL_LINK : 0,
          password,
          passwordShownAt: null,
          createdAt,
          expiresAt: endOfMailLink(createdAt),
        },
      };
    });
    const withPassword = issued.flatMap(({ link }) => (link.password === null ? [] : [link.mailboxId]));
    await mailLinks.erasePasswords(withPassword);
    await mailLinks.insertMany(issued.map(({ link }) => link));
    return issued.map(({ address }) => address);
  };
