import type { BackChannelSignOut } from '../../../application/identity/back-channel-sign-out.ts';
import type { CompleteSignIn } from '../../../application/identity/complete-sign-in.ts';
import type { RecognizeBearer } from '../../../application/identity/recognize-bearer.ts';
import type { RecognizePerson } from '../../../application/identity/recognize-person.ts';
import type { ReportTokenProblem } from '../../../application/identity/report-token-problem.ts';
import type { CompleteSignOut, StartSignOut } from '../../../application/identity/sign-out.ts';
import type { StartSignIn } from '../../../application/identity/start-sign-in.ts';
import type { RecognizeResourceServerCaller } from '../../../application/resource-server/recognize-caller.ts';
import type { GetMe } from '../../../application/user/get-me.ts';
import { token } from '../typed-bind.ts';

/** Who asks: sign-in, sign-out, bearers. */
export const IDENTITY_TOKENS = {
  recognizePerson: token<RecognizePerson>('RecognizePerson'),
  recognizeBearer: token<RecognizeBearer>('RecognizeBearer'),
  recognizeResourceServerCaller: token<RecognizeResourceServerCaller>('RecognizeResourceServerCaller'),
  reportTokenProblem: token<ReportTokenProblem>('ReportTokenProblem'),
  startSignIn: token<StartSignIn>('StartSignIn'),
  completeSignIn: token<CompleteSignIn>('CompleteSignIn'),
  startSignOut: token<StartSignOut>('StartSignOut'),
  completeSignOut: token<CompleteSignOut>('CompleteSignOut'),
  backChannelSignOut: token<BackChannelSignOut>('BackChannelSignOut'),
  getMe: token<GetMe>('GetMe'),
};
