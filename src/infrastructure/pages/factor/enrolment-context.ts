import type { Request, Response, Router } from 'express';
import type { FindSecondStep } from '../../../application/identity/factor/find-second-step.ts';
import type { SignInSteps } from '../../../application/identity/provider/sign-in-steps.ts';
import type { Clock } from '../../../application/shared/system.ts';
import type { SecondFactor } from '../../../domain/identity/second-step.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { Language } from '../../../domain/shared/language.ts';
import type { LeadOn } from './lead-on.ts';
import type { OpenPlace } from './sign-in-place.ts';

/** Where somebody gets a second factor: on the way through a sign-in, or in their account. */
export type EnrolmentContext = Readonly<{
  mailboxId: MailboxId;
  /** What forms, challenges and proofs belong to; pages do not tell it. */
  boundTo: string;
  /** The path of the first page, below which the others stand: with a final slash. `query`: a part of each of them. */
  base: string;
  query: string;
  language: Language;
  /** Origins that forms lead to in the end. */
  formTargets: readonly string[];
  /** Answers once the factor is enrolled and was proved by that: the sign-in is finished, or the account shown. */
  done: (request: Request, response: Response, factor: SecondFactor) => Promise<void>;
}>;

/** The context of a request; undefined, and answered, where nobody may get a factor. */
export type OpenEnrolment = (request: Request, response: Response) => Promise<EnrolmentContext | undefined>;

/** Pages below a path of that pattern. */
export type MakeEnrolmentRoutes = (pattern: string, open: OpenEnrolment) => Router;

type Deps = Readonly<{
  open: OpenPlace;
  leadOn: LeadOn;
  signInSteps: SignInSteps;
  findSecondStep: FindSecondStep;
  clock: Pick<Clock, 'now'>;
}>;

/** Opens the enrolment of somebody whose password was right, who has no second factor and needs one to go on. */
export const makeOpenEnrolment =
  ({ open, leadOn, signInSteps, findSecondStep, clock }: Deps): OpenEnrolment =>
  async (request, response) => {
    const place = await open(request, response);
    if (!place) return undefined;
    const step = await signInSteps.find(place.boundTo);
    if (!step) {
      await place.startAgain();
      return undefined;
    }
    const next = await findSecondStep({ ...step, essentialAcrs: place.essentialAcrs });
    if (next?.kind !== 'enrolment') {
      await leadOn(response, place, step);
      return undefined;
    }
    const { mailboxId } = step;
    const { boundTo, paths, language, formTargets } = place;
    return {
      mailboxId,
      boundTo,
      base: paths.enrolmentBase,
      query: paths.query,
      language,
      formTargets,
      done: async (_request, _response, factor) => {
        await signInSteps.end(boundTo);
        place.goOn(await place.finish({ mailboxId, at: clock.now(), factors: ['pwd', factor] }));
      },
    };
  };
