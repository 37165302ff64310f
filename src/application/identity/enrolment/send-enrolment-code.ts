import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import {
  ENROLMENT_CODE_MS,
  enrolmentCodeOf,
  type ProvingAddress,
} from '../../../domain/identity/enrolment-proof.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { addressAuditSubject } from '../../mail-domain/address-audit-subject.ts';
import { makeQueueMail } from '../../notification/queue-mail.ts';
import type { Clock, IdGenerator, SecretGenerator, TextDigest } from '../../shared/system.ts';
import type { ActionCounters } from '../../shared/throttling/action-counters.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { findPasswordOwner } from '../password/password-owner.ts';
import type { OpenidRecords } from '../provider/openid-records.ts';
import { type Enrolling, EnrolmentRecords } from './enrolment-records.ts';
import { findProvingAddress } from './find-proving-address.ts';

type Deps = {
  unitOfWork: UnitOfWork<
    Pick<
      Repositories,
      'mailboxes' | 'mailDomains' | 'organizations' | 'mailAliases' | 'outgoingMails' | 'outbox' | 'audit'
    >
  >;
  openidRecords: OpenidRecords;
  actionCounters: ActionCounters;
  clock: Clock;
  ids: IdGenerator;
  secrets: SecretGenerator;
  digest: TextDigest;
};

/** `language`: that of the page, and of the mail. */
export type SendEnrolmentCode = (
  request: Enrolling & Readonly<{ origin: RequestOrigin; language: Language }>,
) => Promise<
  | Readonly<{ outcome: 'sent' }>
  | (Readonly<{ outcome: 'no_address' }> & Exclude<ProvingAddress, { address: string }>)
  | Readonly<{ outcome: 'slowed_down'; seconds: number }>
  /** They may not sign in any more. */
  | Readonly<{ outcome: 'gone' }>
>;

/** The digest of a mailed code, which is worth nothing for another mailbox, browser or mail. */
export const codeDigest = (
  digest: TextDigest,
  { mailboxId, boundTo }: Enrolling,
  id: string,
  code: string,
): string => digest.sha256(`${mailboxId} ${boundTo} ${id} ${code}`);

/**
 * Mails a code to the secondary address of somebody who signs in with a password alone, so that nobody else adds the first
 * factor. It takes the place of the one before, and is never mailed into the mailbox itself.
 */
export const makeSendEnrolmentCode = (deps: Deps): SendEnrolmentCode => {
  const { unitOfWork, actionCounters, clock, ids, secrets, digest } = deps;
  const records = new EnrolmentRecords(deps.openidRecords, clock);
  const queueMail = makeQueueMail(deps);

  return async ({ mailboxId, boundTo, origin, language }) => {
    const now = clock.now();
    const found = await unitOfWork.run(async (stores) => {
      const owner = await findPasswordOwner(stores, mailboxId, { locks: false });
      return owner && { owner, place: await findProvingAddress(stores, owner, now) };
    });
    if (!found) return { outcome: 'gone' };
    const { owner, place } = found;
    if (!('address' in place)) return { outcome: 'no_address', ...place };
    const seconds = await actionCounters.take('enrolment_code_sent', mailboxId, now);
    if (seconds > 0) return { outcome: 'slowed_down', seconds };

    const id = ids.next<string>();
    const code = enrolmentCodeOf(digest.sha256(secrets.next(32)));
    const { address: recipient } = place;
    const enrolling = { mailboxId, boundTo };
    const mailed = { id, address: recipient, digest: codeDigest(digest, enrolling, id, code) };
    await records.saveCode(enrolling, mailed, ENROLMENT_CODE_MS);
    await unitOfWork.run(async (stores) => {
      const by = { userId: null, origin };
      await stores.audit.append(by, {
        ...addressAuditSubject(owner.mailbox, owner.mailDomain, by),
        at: now,
        action: 'mailbox.enrolment_code_sent',
      });
      await queueMail(stores, {
        recipient,
        language,
        mailboxId,
        content: { kind: 'enrolment_code', address: owner.account.address, enrolmentCode: code },
      });
    });
    return { outcome: 'sent' };
  };
};
