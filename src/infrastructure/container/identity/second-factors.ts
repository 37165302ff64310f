import { makeRemoveFactor, makeRenameFactor } from '../../../application/identity/factor/change-factor.ts';
import {
  makeBeginTotpEnrolment,
  makeFinishTotpEnrolment,
} from '../../../application/identity/factor/code/enrol-totp.ts';
import { makeRenewRecoveryCodes } from '../../../application/identity/factor/code/renew-recovery-codes.ts';
import { makeVerifyRecoveryCode } from '../../../application/identity/factor/code/verify-recovery-code.ts';
import { makeVerifyTotp } from '../../../application/identity/factor/code/verify-totp.ts';
import { makeFindSecondStep } from '../../../application/identity/factor/find-second-step.ts';
import { makeListFactors } from '../../../application/identity/factor/list-factors.ts';
import {
  makeBeginPasskeyEnrolment,
  makeFinishPasskeyEnrolment,
} from '../../../application/identity/factor/passkey/enrol-passkey.ts';
import {
  makeBeginPasskeySignIn,
  makeFinishPasskeySignIn,
} from '../../../application/identity/factor/passkey/passkey-sign-in.ts';
import { area } from '../inputs/area.ts';

/** What owners of mailboxes prove besides their password, or in place of it. */
export const secondFactors = area('SecondFactors', (given) => ({
  useCases: {
    verifyTotp: makeVerifyTotp(given),
    verifyRecoveryCode: makeVerifyRecoveryCode(given),
    beginPasskeySignIn: makeBeginPasskeySignIn(given),
    finishPasskeySignIn: makeFinishPasskeySignIn(given),
    listFactors: makeListFactors(given),
    findSecondStep: makeFindSecondStep({ ...given, listFactors: makeListFactors(given) }),
    beginTotpEnrolment: makeBeginTotpEnrolment(given),
    finishTotpEnrolment: makeFinishTotpEnrolment(given),
    beginPasskeyEnrolment: makeBeginPasskeyEnrolment(given),
    finishPasskeyEnrolment: makeFinishPasskeyEnrolment(given),
    renameFactor: makeRenameFactor(given),
    removeFactor: makeRemoveFactor(given),
    renewRecoveryCodes: makeRenewRecoveryCodes(given),
  },
}));
