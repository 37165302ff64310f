import { makeCheckEnrolmentCode } from '../../../application/identity/enrolment/check-enrolment-code.ts';
import { makeEndEnrolmentProof } from '../../../application/identity/enrolment/end-enrolment-proof.ts';
import { makeProveByLink } from '../../../application/identity/enrolment/prove-by-link.ts';
import { makeReadEnrolment } from '../../../application/identity/enrolment/read-enrolment.ts';
import { makeSendEnrolmentCode } from '../../../application/identity/enrolment/send-enrolment-code.ts';
import { area, type UseCasesOf } from '../inputs/area.ts';
import { factorAdministration } from './factor-administration.ts';

/** What somebody proves, besides the password, who adds the first factor of their identity. */
export const mailboxEnrolment = area(
  'MailboxEnrolment',
  (given, { useCases: { followEnrolmentLink } }) => ({
    useCases: {
      readEnrolment: makeReadEnrolment(given),
      sendEnrolmentCode: makeSendEnrolmentCode(given),
      checkEnrolmentCode: makeCheckEnrolmentCode(given),
      proveByLink: makeProveByLink({ ...given, followEnrolmentLink }),
      endEnrolmentProof: makeEndEnrolmentProof(given),
    },
  }),
  factorAdministration.offer,
);
export type MailboxEnrolmentUseCases = UseCasesOf<typeof mailboxEnrolment>;
