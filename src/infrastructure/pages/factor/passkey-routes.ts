import { type Request, type RequestHandler, type Response, Router } from 'express';
import type {
  BeginPasskeySignIn,
  FinishPasskeySignIn,
} from '../../../application/identity/factor/passkey/passkey-sign-in.ts';
import type { SignInSteps } from '../../../application/identity/provider/sign-in-steps.ts';
import { describeOrigin } from '../../http/describe-origin.ts';
import { sendJson } from '../../http/send-json.ts';
import type { FormTokens } from '../kit/form-tokens.ts';
import type { PageHandler } from '../kit/page-handler.ts';
import { waitingTime } from '../kit/waiting-time.ts';
import { PASSKEY_TEXTS, SECOND_FACTOR_TEXTS } from './factor-texts.ts';
import type { SignInPaths } from './sign-in-paths.ts';
import type { OpenPlace, SignInPlace } from './sign-in-place.ts';

export type PasskeyDeps = Readonly<{
  signInSteps: SignInSteps;
  beginPasskeySignIn: BeginPasskeySignIn;
  finishPasskeySignIn: FinishPasskeySignIn;
  formTokens: FormTokens;
}>;

type Given = PasskeyDeps &
  Readonly<{
    patterns: SignInPaths;
    open: OpenPlace;
    handler: (handlers: Readonly<{ POST: PageHandler }>) => RequestHandler;
  }>;

type Sent = Readonly<{ place: SignInPlace; members: Readonly<Record<string, unknown>> }>;

/**
 * What the script of passkeys asks: a challenge for a key, and whether its answer signs somebody in. By itself a key is a
 * whole sign-in; after a password it has to be one of the same person. Refusals are words for the page.
 */
export function makePasskeyRoutes(deps: Given): Router {
  const { patterns, open, handler, signInSteps, formTokens } = deps;

  const refuse = (response: Response, status: number, message: string): void =>
    sendJson(response, status, { message });

  /** What a page of ours sent; undefined, and answered, for all else. */
  const read = async (request: Request, response: Response): Promise<Sent | undefined> => {
    const place = await open(request, response);
    if (!place) return undefined;
    const sent = await formTokens.readJson(request, place.boundTo);
    if ('members' in sent) return { place, members: sent.members };
    refuse(response, sent.status, SECOND_FACTOR_TEXTS[place.language].formExpired);
    return undefined;
  };

  const begin: PageHandler = async (request, response) => {
    const sent = await read(request, response);
    if (!sent) return;
    const { boundTo } = sent.place;
    const step = await signInSteps.find(boundTo);
    const { options } = await deps.beginPasskeySignIn({
      boundTo,
      ...(step ? { mailboxId: step.mailboxId } : {}),
    });
    sendJson(response, 200, options);
  };

  const finish: PageHandler = async (request, response) => {
    const sent = await read(request, response);
    if (!sent) return;
    const { place, members } = sent;
    const { boundTo, language } = place;
    const step = await signInSteps.find(boundTo);
    const verdict = await deps.finishPasskeySignIn({
      boundTo,
      response: members['response'],
      origin: describeOrigin(request, response),
      ...(step ? { mailboxId: step.mailboxId } : {}),
    });
    switch (verdict.outcome) {
      case 'refused':
        refuse(response, 422, PASSKEY_TEXTS[language].refused);
        return;
      case 'slowed_down': {
        const { seconds } = verdict;
        response.setHeader('Retry-After', String(seconds));
        refuse(response, 429, SECOND_FACTOR_TEXTS[language].slowedDown(waitingTime(language, seconds)));
        return;
      }
      case 'verified': {
        const { mailboxId, at, factor } = verdict;
        await signInSteps.end(boundTo);
        const factors = step ? (['pwd', factor] as const) : [factor];
        sendJson(response, 200, { location: await place.finish({ mailboxId, at, factors }) });
      }
    }
  };

  return Router({ strict: true, caseSensitive: true })
    .all(patterns.passkeyOptions, handler({ POST: begin }))
    .all(patterns.passkey, handler({ POST: finish }));
}
