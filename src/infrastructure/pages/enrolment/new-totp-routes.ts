import { type Request, type Response, Router } from 'express';
import type {
  BeginTotpEnrolment,
  FinishTotpEnrolment,
  TotpOffer,
} from '../../../application/identity/factor/code/enrol-totp.ts';
import { describeOrigin } from '../../http/describe-origin.ts';
import type { PageHandler } from '../kit/page-handler.ts';
import type { Enrolling } from './enrolling.ts';
import { NAME_FIELD } from './name-field.ts';
import { SEALED, TOTP_CODE, type TotpProblem, totpPage } from './totp-page.ts';
import { finishEnrolment, type WaySteps } from './way-steps.ts';
import { NAME_TEXTS } from './way-texts.ts';

export type NewTotpDeps = Readonly<{
  beginTotpEnrolment: BeginTotpEnrolment;
  finishTotpEnrolment: FinishTotpEnrolment;
}>;

type Shown = Readonly<{
  status: number;
  /** The secret that is shown; a new one where it is over. */
  offer?: TotpOffer;
  name?: string;
  problem?: TotpProblem;
}>;

/** Adds an authenticator application. */
export function makeNewTotpRoutes(deps: NewTotpDeps & WaySteps): Router {
  const { patterns, handler, formTokens, findProven, send } = deps;

  const show = async (
    request: Request,
    response: Response,
    { place, enrolment }: Enrolling,
    { status, problem, ...shown }: Shown,
  ): Promise<void> => {
    const { paths, language, boundTo } = place;
    const offer = shown.offer ?? (await deps.beginTotpEnrolment(place.mailboxId));
    if (!offer) return place.startAgain();
    const page = totpPage(
      {
        action: paths.totp,
        token: formTokens.issue(request, response, boundTo),
        address: enrolment.address,
        offer,
        name: shown.name ?? NAME_TEXTS[language].totp,
        back: paths.start,
        problem,
      },
      language,
    );
    send(response, place, page, status);
  };

  const read: PageHandler = async (request, response) => {
    const found = await findProven(request, response);
    if (found) await show(request, response, found, { status: 200 });
  };

  const add: PageHandler = async (request, response) => {
    const found = await findProven(request, response);
    if (!found) return;
    const { place } = found;
    const form = await formTokens.readForm(request, place.boundTo);
    if ('status' in form)
      return show(request, response, found, { status: form.status, problem: 'form_expired' });
    const { fields } = form;
    const [code, name] = [fields.get(TOTP_CODE) ?? '', fields.get(NAME_FIELD) ?? ''];
    const { mailboxId, language, keptSessionId } = place;
    const origin = describeOrigin(request, response);
    const sealed = fields.get(SEALED) ?? '';
    const change = { mailboxId, origin, language, keptSessionId };
    const added = await deps.finishTotpEnrolment({ ...change, sealed, code, name });
    switch (added.outcome) {
      case 'enrolled':
        return finishEnrolment(response, found, added, deps);
      case 'refused': {
        const problem = code.trim() === '' ? 'code_missing' : 'code_refused';
        return show(request, response, found, { status: 422, offer: added.offer, name, problem });
      }
      case 'bad_name':
        return show(request, response, found, { status: 422, offer: added.offer, name, problem: 'bad_name' });
      case 'expired':
      case 'taken':
        return show(request, response, found, { status: 422, name, problem: 'expired' });
      case 'too_many':
        return deps.showTooMany(request, response, found);
      case 'gone':
        return place.startAgain();
    }
  };

  return Router({ strict: true, caseSensitive: true }).all(patterns.totp, handler({ GET: read, POST: add }));
}
