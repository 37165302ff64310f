import { newPasswordLink, type PasswordLink } from '../../../domain/identity/password-link.ts';
import type { PasswordLinkId } from '../../../domain/shared/ids.ts';
import { linkAddress, linkIdOf } from '../../notification/link-address.ts';
import type { Clock, SecretGenerator, TextDigest } from '../../shared/system.ts';
import type { Repositories } from '../../unit-of-work.ts';
import type { PasswordSettings } from './password-settings.ts';

type Deps = {
  secrets: SecretGenerator;
  digest: TextDigest;
  clock: Clock;
  passwordSettings: Pick<PasswordSettings, 'linkPage' | 'linkLifetimes'>;
};
type Wanted = Pick<PasswordLink, 'mailboxId' | 'purpose' | 'recipient' | 'language'>;
/** A link with its address, which is stored nowhere. */
export type IssuedPasswordLink = Readonly<{ address: string; link: PasswordLink }>;

export type IssuePasswordLinks = (
  stores: Pick<Repositories, 'passwordLinks'>,
  wanted: readonly Wanted[],
) => Promise<readonly IssuedPasswordLink[]>;

/** Issues links for locked mailboxes, in the order of `wanted`; the former links of each end. */
export const makeIssuePasswordLinks =
  ({ secrets, digest, clock, passwordSettings }: Deps): IssuePasswordLinks =>
  async ({ passwordLinks }, wanted) => {
    const createdAt = clock.now();
    const issued = wanted.map((one) => {
      const token = secrets.next();
      const id = linkIdOf<PasswordLinkId>(digest, token);
      return {
        address: linkAddress(passwordSettings.linkPage, token),
        link: newPasswordLink({ ...one, id, createdAt }, passwordSettings.linkLifetimes),
      };
    });
    const mailboxIds = wanted.map(({ mailboxId }) => mailboxId);
    await passwordLinks.endAllOf(mailboxIds, 'replaced', createdAt);
    await passwordLinks.insertMany(issued.map(({ link }) => link));
    return issued;
  };
