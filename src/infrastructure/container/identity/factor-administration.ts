import { makeFollowEnrolmentLink } from '../../../application/identity/enrolment-link/follow-enrolment-link.ts';
import { makeAnnounceSecondFactor } from '../../../application/identity/factor-administration/announce-second-factor.ts';
import { makeCancelFactorReset } from '../../../application/identity/factor-administration/cancel-factor-reset.ts';
import {
  makeConfirmFactorReset,
  makeResetFactorsAtOnce,
} from '../../../application/identity/factor-administration/confirm-factor-reset.ts';
import { makeHandOverEnrolmentLink } from '../../../application/identity/factor-administration/hand-over-enrolment-link.ts';
import { makeReadOwnerFactors } from '../../../application/identity/factor-administration/read-owner-factors.ts';
import {
  makeListWithoutSecondFactor,
  makeReadSecondFactor,
} from '../../../application/identity/factor-administration/read-second-factor.ts';
import { makeRequestFactorReset } from '../../../application/identity/factor-administration/request-factor-reset.ts';
import { makeScheduleSecondFactorNotices } from '../../../application/identity/factor-administration/schedule-second-factor-notices.ts';
import { makeSetSecondFactorDate } from '../../../application/identity/factor-administration/set-second-factor-date.ts';
import { area, type UseCasesOf } from '../inputs/area.ts';

/** What administrators of a domain do about the second factors of its people. */
export const factorAdministration = area('FactorAdministration', (given) => ({
  useCases: {
    readSecondFactor: makeReadSecondFactor(given),
    listWithoutSecondFactor: makeListWithoutSecondFactor(given),
    setSecondFactorDate: makeSetSecondFactorDate(given),
    readOwnerFactors: makeReadOwnerFactors(given),
    requestFactorReset: makeRequestFactorReset(given),
    confirmFactorReset: makeConfirmFactorReset(given),
    cancelFactorReset: makeCancelFactorReset(given),
    resetFactorsAtOnce: makeResetFactorsAtOnce(given),
    handOverEnrolmentLink: makeHandOverEnrolmentLink(given),
    followEnrolmentLink: makeFollowEnrolmentLink(given),
  },
  jobs: {
    announce_second_factor: makeAnnounceSecondFactor(given),
    schedule_second_factor_notices: makeScheduleSecondFactorNotices(given),
  },
}));
export type FactorAdministrationUseCases = UseCasesOf<typeof factorAdministration>;
