import type { Response } from 'express';
import type { FindSecondStep } from '../../../application/identity/factor/find-second-step.ts';
import type { SignInStep, SignInSteps } from '../../../application/identity/provider/sign-in-steps.ts';
import type { SignInPlace } from './sign-in-place.ts';

type Deps = Readonly<{
  signInSteps: SignInSteps;
  findSecondStep: FindSecondStep;
  /** Whether somebody can get a second factor on the way. */
  hasEnrolment: boolean;
}>;

/** Answers by another page of ours. */
export function goTo(response: Response, path: string): void {
  response.setHeader('Cache-Control', 'no-store');
  response.redirect(303, path);
}

/** Leads somebody whose password was right to what is asked of them next, or on to where they want to go. */
export type LeadOn = (response: Response, place: SignInPlace, step: SignInStep) => Promise<void>;

export const makeLeadOn =
  ({ signInSteps, findSecondStep, hasEnrolment }: Deps): LeadOn =>
  async (response, place, step) => {
    const { boundTo, essentialAcrs, paths } = place;
    const next = await findSecondStep({ ...step, essentialAcrs });
    if (next?.kind === 'factor' || (next?.kind === 'enrolment' && hasEnrolment)) {
      await signInSteps.begin(boundTo, step);
      return goTo(
        response,
        next.kind === 'factor' ? paths.secondFactor : `${paths.enrolmentBase}${paths.query}`,
      );
    }
    await signInSteps.end(boundTo);
    if (!next) return place.startAgain();
    if (next.kind === 'none') return place.goOn(await place.finish({ ...step, factors: ['pwd'] }));
    return place.goOn(await place.fail('unmet_level'));
  };
