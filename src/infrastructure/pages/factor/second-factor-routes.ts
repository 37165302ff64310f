import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { VerifyRecoveryCode } from '../../../application/identity/factor/code/verify-recovery-code.ts';
import type { VerifyTotp } from '../../../application/identity/factor/code/verify-totp.ts';
import type { FindSecondStep } from '../../../application/identity/factor/find-second-step.ts';
import type { FindMailboxAddress } from '../../../application/identity/provider/find-mailbox-address.ts';
import type { SignInStep, SignInSteps } from '../../../application/identity/provider/sign-in-steps.ts';
import type { SecondFactor } from '../../../domain/identity/second-step.ts';
import { describeOrigin } from '../../http/describe-origin.ts';
import type { FormTokens } from '../kit/form-tokens.ts';
import type { PageHandler } from '../kit/page-handler.ts';
import type { SendPage } from '../kit/send-page.ts';
import { goTo, type LeadOn } from './lead-on.ts';
import { CODE_FIELD, type CodeProblem, recoveryCodePage, secondFactorPage } from './second-factor-page.ts';
import type { SignInPaths } from './sign-in-paths.ts';
import type { OpenPlace, SignInPlace } from './sign-in-place.ts';

export type SecondFactorDeps = Readonly<{
  signInSteps: SignInSteps;
  findSecondStep: FindSecondStep;
  findMailboxAddress: FindMailboxAddress;
  verifyTotp: VerifyTotp;
  verifyRecoveryCode: VerifyRecoveryCode;
  formTokens: FormTokens;
  sendPage: SendPage;
  /** Path of the script of passkeys. */
  passkeyScript: string;
}>;

type Given = SecondFactorDeps &
  Readonly<{
    /** Paths with parameters, for the router. */
    patterns: SignInPaths;
    open: OpenPlace;
    leadOn: LeadOn;
    handler: (handlers: Readonly<{ GET?: PageHandler; POST?: PageHandler }>) => RequestHandler;
  }>;

/** A sign-in whose first step was made. */
type Pending = Readonly<{
  place: SignInPlace;
  step: SignInStep;
  factors: readonly SecondFactor[];
  address: string;
}>;

type Way = 'totp' | 'recovery_code';

/** The second step of a sign-in: a code of an application, or a recovery code. What pages say of the first is not believed. */
export function makeSecondFactorRoutes(deps: Given): Router {
  const { patterns, open, leadOn, handler, signInSteps, formTokens, sendPage } = deps;

  const show = (
    request: Request,
    response: Response,
    { place, factors, address }: Pending,
    way: Way,
    { status, problem }: Readonly<{ status: number; problem?: CodeProblem }>,
  ): void => {
    const { paths, client, language, formTargets } = place;
    const token = formTokens.issue(request, response, place.boundTo);
    const shown = { paths, token, address, client, problem };
    const page =
      way === 'totp'
        ? secondFactorPage({ ...shown, factors, script: deps.passkeyScript }, language)
        : recoveryCodePage(shown, language);
    sendPage(response, page, { status, formTargets });
  };

  /** What is to be proved now; undefined, and answered, where the first step is missing or something else comes next. */
  const findPending = async (response: Response, place: SignInPlace): Promise<Pending | undefined> => {
    const step = await signInSteps.find(place.boundTo);
    if (!step) {
      await place.startAgain();
      return undefined;
    }
    const [next, address] = await Promise.all([
      deps.findSecondStep({ ...step, essentialAcrs: place.essentialAcrs }),
      deps.findMailboxAddress(step.mailboxId),
    ]);
    if (next?.kind === 'factor' && address !== undefined)
      return { place, step, factors: next.factors, address };
    await leadOn(response, place, step);
    return undefined;
  };

  const read =
    (way: Way): PageHandler =>
    async (request, response) => {
      const place = await open(request, response);
      const pending = place && (await findPending(response, place));
      if (!pending) return;
      // Where only something better will do, there is no such page.
      if (way === 'recovery_code' && !pending.factors.includes(way))
        goTo(response, pending.place.paths.secondFactor);
      else show(request, response, pending, way, { status: 200 });
    };

  const prove = async (
    request: Request,
    response: Response,
    pending: Pending,
    way: Way,
    written: string,
  ): Promise<void> => {
    const { place, step, factors } = pending;
    const code = written.trim();
    if (code === '') {
      show(request, response, pending, way, { status: 422, problem: { kind: 'missing' } });
      return;
    }
    if (!factors.includes(way)) {
      show(request, response, pending, 'totp', { status: 403, problem: { kind: 'form_expired' } });
      return;
    }
    const verify = way === 'totp' ? deps.verifyTotp : deps.verifyRecoveryCode;
    const { mailboxId } = step;
    const verdict = await verify({ mailboxId, code, origin: describeOrigin(request, response) });
    switch (verdict.outcome) {
      case 'refused':
        show(request, response, pending, way, { status: 422, problem: { kind: 'refused' } });
        return;
      case 'slowed_down': {
        const { seconds } = verdict;
        response.setHeader('Retry-After', String(seconds));
        show(request, response, pending, way, { status: 429, problem: { kind: 'slowed_down', seconds } });
        return;
      }
      case 'verified': {
        const { at, factor } = verdict;
        await signInSteps.end(place.boundTo);
        place.goOn(await place.finish({ mailboxId, at, factors: ['pwd', factor] }));
      }
    }
  };

  const act =
    (way: Way): PageHandler =>
    async (request, response) => {
      const place = await open(request, response);
      const form = place && (await formTokens.readForm(request, place.boundTo));
      const pending = place && (await findPending(response, place));
      if (!pending || !form) return;
      if ('status' in form) {
        const { status } = form;
        show(request, response, pending, way, { status, problem: { kind: 'form_expired' } });
        return;
      }
      const { fields } = form;
      const action = fields.get('action');
      if (action === 'cancel') {
        await signInSteps.end(pending.place.boundTo);
        pending.place.goOn(await pending.place.fail('cancelled'));
      } else if (action === 'restart') {
        await signInSteps.end(pending.place.boundTo);
        goTo(response, pending.place.paths.start);
      } else await prove(request, response, pending, way, fields.get(CODE_FIELD) ?? '');
    };

  return Router({ strict: true, caseSensitive: true })
    .all(patterns.secondFactor, handler({ GET: read('totp'), POST: act('totp') }))
    .all(patterns.recoveryCode, handler({ GET: read('recovery_code'), POST: act('recovery_code') }));
}
