import { makeCheckEnrolmentCode } from '../../application/identity/enrolment/check-enrolment-code.ts';
import { makeReadEnrolment } from '../../application/identity/enrolment/read-enrolment.ts';
import { makeSendEnrolmentCode } from '../../application/identity/enrolment/send-enrolment-code.ts';
import { area, type UseCasesOf } from './area.ts';

/** What somebody proves, besides the password, who adds the first factor of their identity. */
export const mailboxEnrolment = area('MailboxEnrolment', (given) => ({
  useCases: {
    readEnrolment: makeReadEnrolment(given),
    sendEnrolmentCode: makeSendEnrolmentCode(given),
    checkEnrolmentCode: makeCheckEnrolmentCode(given),
  },
}));
export type MailboxEnrolmentUseCases = UseCasesOf<typeof mailboxEnrolment>;
