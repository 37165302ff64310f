import {
  makeFollowEnrolmentLink,
  makeReadEnrolmentLink,
} from '../../../application/identity/enrolment-link/follow-enrolment-link.ts';
import { makeHandOverEnrolmentLink } from '../../../application/identity/enrolment-link/hand-over-enrolment-link.ts';
import { area, type UseCasesOf } from '../inputs/area.ts';

/** What administrators of a domain do about the second factors of its people. */
export const factorAdministration = area('FactorAdministration', (given) => ({
  useCases: {
    handOverEnrolmentLink: makeHandOverEnrolmentLink(given),
    readEnrolmentLink: makeReadEnrolmentLink(given),
    followEnrolmentLink: makeFollowEnrolmentLink(given),
  },
}));
export type FactorAdministrationUseCases = UseCasesOf<typeof factorAdministration>;
