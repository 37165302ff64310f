import type { ProvingAddress } from '../../../domain/identity/enrolment-proof.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { findPasswordOwner } from '../password/password-owner.ts';
import type { OpenidRecords } from '../provider/openid-records.ts';
import { type Enrolling, EnrolmentRecords } from './enrolment-records.ts';
import { findProvingAddress } from './find-proving-address.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'mailboxes' | 'mailDomains' | 'organizations' | 'mailAliases'>>;
  openidRecords: OpenidRecords;
  clock: Clock;
};

/** How far somebody has come who adds their first factor. */
export type Enrolment = Readonly<{
  address: string;
  /** Whether they proved here, by more than the password, that they may. */
  isProven: boolean;
  /** Whether a code was mailed that is still good. */
  hasCode: boolean;
  place: ProvingAddress;
}>;

/** The enrolment of a browser; undefined when the owner may not sign in any more. */
export type ReadEnrolment = (enrolling: Enrolling) => Promise<Enrolment | undefined>;

export const makeReadEnrolment = ({ unitOfWork, openidRecords, clock }: Deps): ReadEnrolment => {
  const records = new EnrolmentRecords(openidRecords, clock);
  return async (enrolling) => {
    const found = await unitOfWork.run(async (stores) => {
      const owner = await findPasswordOwner(stores, enrolling.mailboxId, { locks: false });
      if (!owner) return undefined;
      const place = await findProvingAddress(stores, owner, clock.now());
      return { address: owner.account.address, place };
    });
    return (
      found && {
        ...found,
        isProven: await records.hasProof(enrolling),
        hasCode: (await records.findCode(enrolling)) !== undefined,
      }
    );
  };
};
