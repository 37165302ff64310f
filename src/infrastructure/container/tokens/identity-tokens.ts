import type { RecognizeBearer } from '../../../application/access/resource-server/recognize-bearer.ts';
import type { RecognizeResourceServerCaller } from '../../../application/access/resource-server/recognize-caller.ts';
import type { ReportTokenProblem } from '../../../application/access/resource-server/report-token-problem.ts';
import type { GetMe } from '../../../application/people/get-me.ts';
import type { BackChannelSignOut } from '../../../application/people/sign-in/back-channel-sign-out.ts';
import type { CompleteSignIn } from '../../../application/people/sign-in/complete-sign-in.ts';
import type { RecognizePerson } from '../../../application/people/sign-in/recognize-person.ts';
import type { CompleteSignOut, StartSignOut } from '../../../application/people/sign-in/sign-out.ts';
import type { StartSignIn } from '../../../application/people/sign-in/start-sign-in.ts';
import { token } from './typed-bind.ts';

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
