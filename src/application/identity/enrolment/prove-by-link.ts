import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import { ENROLMENT_PROOF_MS } from '../../../domain/identity/enrolment-proof.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { Clock } from '../../shared/system.ts';
import type { FollowEnrolmentLink } from '../enrolment-link/follow-enrolment-link.ts';
import type { OpenidRecords } from '../provider/openid-records.ts';
import { type Enrolling, EnrolmentRecords } from './enrolment-records.ts';

type Deps = { followEnrolmentLink: FollowEnrolmentLink; openidRecords: OpenidRecords; clock: Clock };

export type ProveByLink = (
  attempt: Enrolling &
    Readonly<{
      /** The address of the link, or its token alone, as somebody pasted it. */
      link: string;
      origin: RequestOrigin;
    }>,
) => Promise<
  | Readonly<{ outcome: 'proven' }>
  /** It is none, for another mailbox, too old, or was used: nobody is told which. */
  | Readonly<{ outcome: 'refused' }>
>;

/** Longer ones are no links of ours. */
const LONGEST = 2_000;

/** The token in what somebody pasted. */
function tokenIn(pasted: string): string {
  const text = pasted.trim().slice(0, LONGEST);
  return URL.canParse(text) ? (new URL(text).searchParams.get('token') ?? '') : text;
}

/** Whether somebody who knows the password was given a link by an administrator: then they may add a factor for a while. */
export const makeProveByLink = (deps: Deps): ProveByLink => {
  const records = new EnrolmentRecords(deps.openidRecords, deps.clock);
  return async ({ mailboxId, boundTo, link, origin }) => {
    try {
      await deps.followEnrolmentLink({ token: tokenIn(link), mailboxId, origin });
    } catch (error) {
      if (error instanceof DomainError && error.code.startsWith('enrolment_link.'))
        return { outcome: 'refused' };
      throw error;
    }
    await records.saveProof({ mailboxId, boundTo }, 'administrators_link', ENROLMENT_PROOF_MS);
    return { outcome: 'proven' };
  };
};
