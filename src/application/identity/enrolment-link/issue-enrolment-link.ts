import { type EnrolmentLink, newEnrolmentLink } from '../../../domain/identity/enrolment-link.ts';
import type { EnrolmentLinkId } from '../../../domain/shared/ids.ts';
import { linkAddress, linkIdOf } from '../../notification/link-address.ts';
import type { Clock, SecretGenerator, TextDigest } from '../../shared/system.ts';
import type { Repositories } from '../../unit-of-work.ts';
import type { SecondFactorSettings } from './second-factor-settings.ts';

type Deps = {
  secrets: SecretGenerator;
  digest: TextDigest;
  clock: Clock;
  secondFactorSettings: Pick<SecondFactorSettings, 'enrolmentLinkPage'>;
};

/** A link with its address, which is stored nowhere. */
export type IssuedEnrolmentLink = Readonly<{ address: string; link: EnrolmentLink }>;

export type IssueEnrolmentLink = (
  stores: Pick<Repositories, 'enrolmentLinks'>,
  wanted: Pick<EnrolmentLink, 'mailboxId' | 'language'>,
) => Promise<IssuedEnrolmentLink>;

/** Issues a link for a locked mailbox; the former one ends. */
export const makeIssueEnrolmentLink =
  ({ secrets, digest, clock, secondFactorSettings }: Deps): IssueEnrolmentLink =>
  async ({ enrolmentLinks }, wanted) => {
    const token = secrets.next();
    const createdAt = clock.now();
    const link = newEnrolmentLink({ ...wanted, id: linkIdOf<EnrolmentLinkId>(digest, token), createdAt });
    await enrolmentLinks.endOf(wanted.mailboxId, 'replaced', createdAt);
    await enrolmentLinks.insert(link);
    return { address: linkAddress(secondFactorSettings.enrolmentLinkPage, token), link };
  };
