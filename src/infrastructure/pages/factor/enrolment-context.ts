import type { Request, Response, Router } from 'express';
import type { FindSecondStep } from '../../../application/identity/factor/find-second-step.ts';
import type { SignInSteps } from '../../../application/identity/provider/sign-in-steps.ts';
import { levelOf, satisfies } from '../../../domain/identity/authentication-level.ts';
import type { SecondFactor } from '../../../domain/identity/second-step.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { goTo, type LeadOn } from './lead-on.ts';
import type { OpenPlace } from './sign-in-place.ts';

/** What somebody may add. */
export const WAYS = ['passkey', 'totp'] as const;
export type Way = (typeof WAYS)[number];

/**
 * Where somebody goes who adds nothing: to the list of their factors, or out of the sign-in that asks for one. `client`: the
 * service that can be gone back to; undefined for the own account.
 */
export type WayOut = Readonly<
  { list: string } | { client: string | undefined; leave: (why: 'restart' | 'cancel') => Promise<void> }
>;

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
  /** What helps here; never empty. */
  ways: readonly Way[];
  /** Whether the sign-in itself, a short while ago, proved more than the password. */
  isProven: boolean;
  /** The session that goes on when others end; none on the way through a sign-in. */
  keptSessionId?: string;
  out: WayOut;
  /** Takes a factor that was enrolled as proved by that. Returns the address to go on to. */
  finish: (factor: SecondFactor, at: Date) => Promise<string>;
  /** Answers by leading the browser on to such an address. */
  goOn: (url: string) => void;
  /** Answers where the sign-in is over, or its owner may not sign in any more. */
  startAgain: () => Promise<void>;
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
}>;

const FACTORS_OF: Readonly<Record<Way, readonly SecondFactor[]>> = {
  passkey: ['passkey', 'hardware_key'],
  totp: ['totp'],
};

/** Opens the enrolment of somebody whose password was right, who has no second factor and needs one to go on. */
export const makeOpenEnrolment =
  ({ open, leadOn, signInSteps, findSecondStep }: Deps): OpenEnrolment =>
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
    const { boundTo, paths, language, formTargets, essentialAcrs, client } = place;
    const suffices = (factor: SecondFactor): boolean =>
      essentialAcrs === undefined || satisfies(essentialAcrs, levelOf(['pwd', factor]));
    return {
      mailboxId,
      boundTo,
      base: paths.enrolmentBase,
      query: paths.query,
      language,
      formTargets,
      ways: WAYS.filter((way) => FACTORS_OF[way].some(suffices)),
      isProven: false,
      out: {
        client,
        leave: async (why) => {
          await signInSteps.end(boundTo);
          if (why === 'restart') goTo(response, paths.start);
          else place.goOn(await place.fail('cancelled'));
        },
      },
      finish: async (factor, at) => {
        await signInSteps.end(boundTo);
        // A passkey that may be copied is none of those that only a key of hardware replaces.
        if (!suffices(factor)) return place.fail('unmet_level');
        return place.finish({ mailboxId, at, factors: ['pwd', factor] });
      },
      goOn: place.goOn,
      startAgain: place.startAgain,
    };
  };
