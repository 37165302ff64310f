import type { AuditAction } from '../../../domain/audit/audit-action.ts';
import type { AuditDetails } from '../../../domain/audit/audit-entry.ts';
import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import { ENROLMENT_PROOF_MS, typedEnrolmentCode } from '../../../domain/identity/enrolment-proof.ts';
import { isSameEmail } from '../../../domain/shared/email-address.ts';
import { addressAuditSubject } from '../../mail-domain/address-audit-subject.ts';
import type { Clock, TextDigest } from '../../shared/system.ts';
import type { ActionCounters } from '../../shared/throttling/action-counters.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { findPasswordOwner, type PasswordOwner } from '../password/password-owner.ts';
import type { OpenidRecords } from '../provider/openid-records.ts';
import { type Enrolling, EnrolmentRecords, type MailedCode } from './enrolment-records.ts';
import { findProvingAddress } from './find-proving-address.ts';
import { codeDigest } from './send-enrolment-code.ts';

type Stores = Pick<Repositories, 'mailboxes' | 'mailDomains' | 'organizations' | 'mailAliases' | 'audit'>;
type Deps = {
  unitOfWork: UnitOfWork<Stores>;
  openidRecords: OpenidRecords;
  actionCounters: ActionCounters;
  clock: Clock;
  digest: TextDigest;
};

export type CheckEnrolmentCode = (
  attempt: Enrolling & Readonly<{ code: string; origin: RequestOrigin }>,
) => Promise<
  | Readonly<{ outcome: 'proven' }>
  | Readonly<{ outcome: 'wrong' }>
  /** None was mailed from here, it was used, too many were tried, its time is over, or the address is another by now. */
  | Readonly<{ outcome: 'over' }>
  | Readonly<{ outcome: 'slowed_down'; seconds: number }>
>;

/**
 * Whether somebody read the code that was mailed to the secondary address: then they may add a factor in this browser for a
 * while. Each try is counted before it is compared: five for a code, and some more a day for a mailbox.
 */
export const makeCheckEnrolmentCode = (deps: Deps): CheckEnrolmentCode => {
  const { unitOfWork, actionCounters, clock, digest } = deps;
  const records = new EnrolmentRecords(deps.openidRecords, clock);

  /** The owner, where the code was mailed to the address that is theirs today. */
  const findOwner = ({ mailboxId }: Enrolling, mailed: MailedCode): Promise<PasswordOwner | undefined> =>
    unitOfWork.run(async (stores) => {
      const owner = await findPasswordOwner(stores, mailboxId, { locks: false });
      const place = owner && (await findProvingAddress(stores, owner, clock.now()));
      return place && 'address' in place && isSameEmail(place.address, mailed.address) ? owner : undefined;
    });

  const note = (
    { mailbox, mailDomain }: PasswordOwner,
    origin: RequestOrigin,
    action: AuditAction,
    details?: AuditDetails,
  ): Promise<void> =>
    unitOfWork.run(async ({ audit }) => {
      const by = { userId: null, origin };
      const subject = addressAuditSubject(mailbox, mailDomain, by);
      await audit.append(by, { ...subject, at: clock.now(), action, details });
    });

  return async ({ mailboxId, boundTo, code: typed, origin }) => {
    const enrolling = { mailboxId, boundTo };
    const mailed = await records.findCode(enrolling);
    const owner = mailed && (await findOwner(enrolling, mailed));
    if (!mailed || !owner) return { outcome: 'over' };
    const code = typedEnrolmentCode(typed);
    if (code === undefined) return { outcome: 'wrong' };
    const now = clock.now();
    if ((await actionCounters.take('enrolment_code_try', mailed.id, now)) > 0) return { outcome: 'over' };
    const seconds = await actionCounters.take('enrolment_code_daily', mailboxId, now);
    if (seconds > 0) return { outcome: 'slowed_down', seconds };
    if (!digest.isSame(codeDigest(digest, enrolling, mailed.id, code), mailed.digest)) {
      await note(owner, origin, 'mailbox.enrolment_code_refused');
      return { outcome: 'wrong' };
    }
    if (!(await records.useCode(enrolling))) return { outcome: 'over' };
    const way = 'mailed_code';
    await records.saveProof(enrolling, way, ENROLMENT_PROOF_MS);
    await note(owner, origin, 'mailbox.enrolment_proven', { way });
    return { outcome: 'proven' };
  };
};
