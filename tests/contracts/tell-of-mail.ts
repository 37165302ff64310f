import type { InvitationMail } from '../../src/application/notification/invitation-mail.ts';
import type { UnitOfWork } from '../../src/application/unit-of-work.ts';
import type { MailDomainInvitationId, TeamInvitationId } from '../../src/domain/shared/ids.ts';
import { makeOutgoingMail } from '../builders/make-outgoing-mail.ts';
import { minutesLater } from '../builders/moments.ts';

type Told = Readonly<{ mail: InvitationMail; mailReason: string | null }>;

/**
 * Mails an invitation, which is refused for now, has the mail sent, mails it again, and has that refused, and gives a third up;
 * `expectTold` after each step.
 */
export async function tellOfMail(
  unitOfWork: UnitOfWork,
  invitationId: TeamInvitationId | MailDomainInvitationId,
  expectTold: (told: Told) => Promise<void>,
): Promise<void> {
  const first = makeOutgoingMail({ invitationId });
  const second = makeOutgoingMail({ invitationId, createdAt: minutesLater(1) });
  const mail = (given: typeof first) => unitOfWork.run(({ outgoingMails }) => outgoingMails.insert(given));
  const third = makeOutgoingMail({ invitationId, createdAt: minutesLater(2) });
  const trouble = (reason: string) => ({ since: minutesLater(3), reason });
  const close = (
    given: typeof first,
    status: 'sent' | 'refused' | 'given_up',
    reason: string | null = null,
  ): Promise<void> =>
    unitOfWork.run(({ outgoingMails }) =>
      outgoingMails.update({
        ...given,
        status,
        content: null,
        trouble: reason === null ? null : trouble(reason),
      }),
    );
  await unitOfWork.run(({ outgoingMails }) => outgoingMails.insert(makeOutgoingMail()));
  await mail(first);
  await expectTold({ mail: 'waiting', mailReason: null });
  await unitOfWork.run(({ outgoingMails }) =>
    outgoingMails.update({ ...first, trouble: trouble('ECONNECTION') }),
  );
  await expectTold({ mail: 'waiting', mailReason: 'ECONNECTION' });
  await close(first, 'sent');
  await expectTold({ mail: 'sent', mailReason: null });
  await mail(second);
  await expectTold({ mail: 'waiting', mailReason: null });
  await close(second, 'refused', 'EENVELOPE, RCPT TO, 550, 5.1.1');
  await expectTold({ mail: 'refused', mailReason: 'EENVELOPE, RCPT TO, 550, 5.1.1' });
  await mail(third);
  await close(third, 'given_up', 'ETIMEDOUT');
  await expectTold({ mail: 'given_up', mailReason: 'ETIMEDOUT' });
}
