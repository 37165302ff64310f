import type { InvitationMail } from '../../src/application/notification/invitation-mail.ts';
import type { UnitOfWork } from '../../src/application/unit-of-work.ts';
import type { MailDomainInvitationId, TeamInvitationId } from '../../src/domain/shared/ids.ts';
import { makeOutgoingMail } from '../builders/make-outgoing-mail.ts';
import { minutesLater } from '../builders/moments.ts';

/** Mails an invitation, has the mail sent, mails it again, and has that refused, and gives a third up; `expectTold` after each step. */
export async function tellOfMail(
  unitOfWork: UnitOfWork,
  invitationId: TeamInvitationId | MailDomainInvitationId,
  expectTold: (mail: InvitationMail) => Promise<void>,
): Promise<void> {
  const first = makeOutgoingMail({ invitationId });
  const second = makeOutgoingMail({ invitationId, createdAt: minutesLater(1) });
  const mail = (given: typeof first) => unitOfWork.run(({ outgoingMails }) => outgoingMails.insert(given));
  const third = makeOutgoingMail({ invitationId, createdAt: minutesLater(2) });
  const close = (given: typeof first, status: 'sent' | 'refused' | 'given_up') =>
    unitOfWork.run(({ outgoingMails }) => outgoingMails.update({ ...given, status, content: null }));
  await unitOfWork.run(({ outgoingMails }) => outgoingMails.insert(makeOutgoingMail()));
  await mail(first);
  await expectTold('waiting');
  await close(first, 'sent');
  await expectTold('sent');
  await mail(second);
  await expectTold('waiting');
  await close(second, 'refused');
  await expectTold('refused');
  await mail(third);
  await close(third, 'given_up');
  await expectTold('given_up');
}
