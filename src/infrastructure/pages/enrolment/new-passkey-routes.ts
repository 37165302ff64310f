import { type Request, type Response, Router } from 'express';
import type {
  BeginPasskeyEnrolment,
  FinishPasskeyEnrolment,
} from '../../../application/identity/factor/passkey/enrol-passkey.ts';
import { deviceName } from '../../../domain/identity/device-name.ts';
import { describeOrigin } from '../../http/describe-origin.ts';
import { sendJson } from '../../http/send-json.ts';
import type { PageHandler } from '../kit/page-handler.ts';
import type { Enrolling } from './enrolling.ts';
import { ENROLMENT_TEXTS } from './enrolment-texts.ts';
import { NAME_FIELD } from './name-field.ts';
import { type NewPasskeyProblem, newPasskeyPage } from './new-passkey-page.ts';
import { finishEnrolment, type WaySteps } from './way-steps.ts';
import { NAME_TEXTS } from './way-texts.ts';

export type NewPasskeyDeps = Readonly<{
  beginPasskeyEnrolment: BeginPasskeyEnrolment;
  finishPasskeyEnrolment: FinishPasskeyEnrolment;
  /** Path of the script of passkeys. */
  passkeyScript: string;
}>;

/** Name of the field into which the script writes the key's answer, as JSON. */
const RESPONSE = 'response';
/** The certificates of a security key's maker are the longest part of an answer. */
const MOST_BYTES = 65_536;

type Shown = Readonly<{ status: number; name?: string; problem?: NewPasskeyProblem }>;

/** What the script sent; undefined for what is no JSON. */
function answerIn(fields: URLSearchParams): unknown {
  try {
    return JSON.parse(fields.get(RESPONSE) ?? '');
  } catch {
    return undefined;
  }
}

/** Adds a passkey. */
export function makeNewPasskeyRoutes(deps: NewPasskeyDeps & WaySteps): Router {
  const { patterns, handler, formTokens, findProven, send } = deps;

  /** The device that the page is read on, as the name of a key that it keeps. */
  const nameOf = (request: Request, { place: { language } }: Enrolling): string => {
    const { browser, system } = deviceName(request.headers['user-agent'] ?? null);
    const device = system ?? browser;
    const { passkey } = NAME_TEXTS[language];
    return device === undefined ? passkey : `${passkey}, ${device}`;
  };

  const show = (
    request: Request,
    response: Response,
    found: Enrolling,
    { status, problem, name = nameOf(request, found) }: Shown,
  ): void => {
    const { place, enrolment } = found;
    const { paths, language, boundTo, ways } = place;
    const page = newPasskeyPage(
      {
        action: paths.passkey,
        options: paths.passkeyOptions,
        token: formTokens.issue(request, response, boundTo),
        script: deps.passkeyScript,
        address: enrolment.address,
        name,
        back: paths.start,
        totp: ways.includes('totp') ? paths.totp : undefined,
        problem,
      },
      language,
    );
    send(response, place, page, status);
  };

  const read: PageHandler = async (request, response) => {
    const found = await findProven(request, response);
    if (found) show(request, response, found, { status: 200 });
  };

  /** Asked by the script, which is told in words why it gets nothing. */
  const begin: PageHandler = async (request, response) => {
    const found = await findProven(request, response);
    if (!found) return;
    const { mailboxId, boundTo, language } = found.place;
    const sent = await formTokens.readJson(request, boundTo);
    if ('status' in sent) {
      sendJson(response, sent.status, { message: ENROLMENT_TEXTS[language].formExpired });
      return;
    }
    const begun = await deps.beginPasskeyEnrolment(mailboxId, boundTo);
    if (begun) sendJson(response, 200, begun.options);
    else sendJson(response, 403, { message: ENROLMENT_TEXTS[language].formExpired });
  };

  const add: PageHandler = async (request, response) => {
    const found = await findProven(request, response);
    if (!found) return;
    const { place } = found;
    const form = await formTokens.readForm(request, place.boundTo, MOST_BYTES);
    if ('status' in form)
      return show(request, response, found, { status: form.status, problem: 'form_expired' });
    const { fields } = form;
    const name = fields.get(NAME_FIELD) ?? '';
    const { mailboxId, boundTo, language, keptSessionId } = place;
    const origin = describeOrigin(request, response);
    const change = { mailboxId, boundTo, origin, language, keptSessionId };
    const added = await deps.finishPasskeyEnrolment({ ...change, response: answerIn(fields), name });
    switch (added.outcome) {
      case 'enrolled':
        return finishEnrolment(response, found, added, deps);
      case 'refused':
      case 'taken':
      case 'bad_name':
        return show(request, response, found, { status: 422, name, problem: added.outcome });
      case 'too_many':
        return deps.showTooMany(request, response, found);
      case 'gone':
        return place.startAgain();
    }
  };

  return Router({ strict: true, caseSensitive: true })
    .all(patterns.passkey, handler({ GET: read, POST: add }))
    .all(patterns.passkeyOptions, handler({ POST: begin }));
}
