import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { ListFactors } from '../../../application/identity/factor/list-factors.ts';
import { MOST_AUTHENTICATORS } from '../../../domain/identity/authenticator.ts';
import type { MailboxEnrolmentUseCases } from '../../container/identity/mailbox-enrolment.ts';
import { describeOrigin } from '../../http/describe-origin.ts';
import type { MakeEnrolmentRoutes, OpenEnrolment } from '../factor/enrolment-context.ts';
import { goTo } from '../factor/lead-on.ts';
import type { FormTokens } from '../kit/form-tokens.ts';
import type { PageHandler } from '../kit/page-handler.ts';
import type { Page } from '../kit/render-page.ts';
import type { SendPage } from '../kit/send-page.ts';
import type { CarriedLink } from './carried-link.ts';
import type { Enrolling, EnrolmentPlace } from './enrolling.ts';
import {
  PROOF_CODE,
  PROOF_LINK,
  type ProofProblem,
  proofPage,
  tooManyPage,
  waysPage,
} from './enrolment-page.ts';
import { type EnrolmentPaths, enrolmentPaths } from './enrolment-paths.ts';
import { makeNewPasskeyRoutes, type NewPasskeyDeps } from './new-passkey-routes.ts';
import { makeNewTotpRoutes, type NewTotpDeps } from './new-totp-routes.ts';

export type EnrolmentDeps = Pick<
  MailboxEnrolmentUseCases,
  'readEnrolment' | 'sendEnrolmentCode' | 'checkEnrolmentCode' | 'proveByLink' | 'endEnrolmentProof'
> &
  NewTotpDeps &
  NewPasskeyDeps &
  Readonly<{
    listFactors: ListFactors;
    formTokens: FormTokens;
    carriedLink: CarriedLink;
    sendPage: SendPage;
  }>;

type Given = EnrolmentDeps &
  Readonly<{
    /** Paths with parameters, for the router. */
    patterns: EnrolmentPaths;
    open: OpenEnrolment;
    handler: (handlers: Readonly<{ GET?: PageHandler; POST?: PageHandler }>) => RequestHandler;
  }>;

/**
 * Adds a factor: after a proof that is more than the password, by a code at the secondary address, a link of an administrator,
 * or a sign-in with another factor. No page is believed that it was given: each step looks at it again.
 */
function makeRoutes(deps: Given): Router {
  const { patterns, open, handler, formTokens, sendPage, carriedLink } = deps;

  const isProven = ({ place, enrolment }: Enrolling): boolean => place.isProven || enrolment.isProven;

  /** Who enrols; undefined, and answered, where nothing may be added. */
  const find = async (request: Request, response: Response): Promise<Enrolling | undefined> => {
    const context = await open(request, response);
    const enrolment = context && (await deps.readEnrolment(context));
    if (context && enrolment) {
      const paths = enrolmentPaths(context.base, context.query);
      return { place: { ...context, paths }, enrolment };
    }
    await context?.startAgain();
    return undefined;
  };

  const send = (response: Response, { formTargets }: EnrolmentPlace, page: Page, status: number): void =>
    sendPage(response, page, { status, formTargets });

  const framedIn = (request: Request, response: Response, { place, enrolment }: Enrolling) => ({
    paths: place.paths,
    token: formTokens.issue(request, response, place.boundTo),
    address: enrolment.address,
    out: place.out,
  });

  const showProof = (
    request: Request,
    response: Response,
    { place, enrolment }: Enrolling,
    { status, problem }: Readonly<{ status: number; problem?: ProofProblem }>,
  ): void => {
    const link = carriedLink.get(request);
    const framed = framedIn(request, response, { place, enrolment });
    send(response, place, proofPage({ ...framed, enrolment, link, problem }, place.language), status);
  };

  const showTooMany = (request: Request, response: Response, enrolling: Enrolling): void => {
    const { place } = enrolling;
    send(response, place, tooManyPage(framedIn(request, response, enrolling), place.language), 422);
  };

  const show: PageHandler = async (request, response) => {
    const found = await find(request, response);
    if (!found) return;
    const { place } = found;
    const { authenticators } = await deps.listFactors(place.mailboxId);
    if (authenticators.length >= MOST_AUTHENTICATORS) return showTooMany(request, response, found);
    if (!isProven(found)) return showProof(request, response, found, { status: 200 });
    const page = waysPage({ ...framedIn(request, response, found), ways: place.ways }, place.language);
    send(response, place, page, 200);
  };

  const sendCode = async (request: Request, response: Response, found: Enrolling): Promise<void> => {
    const { place } = found;
    const origin = describeOrigin(request, response);
    const sent = await deps.sendEnrolmentCode({ ...place, origin });
    switch (sent.outcome) {
      case 'gone':
        return place.startAgain();
      case 'slowed_down': {
        const { seconds } = sent;
        response.setHeader('Retry-After', String(seconds));
        return showProof(request, response, found, {
          status: 429,
          problem: { kind: 'slowed_down', seconds },
        });
      }
      // The page tells why.
      case 'no_address':
      case 'sent':
        return goTo(response, place.paths.start);
    }
  };

  const checkCode = async (
    request: Request,
    response: Response,
    found: Enrolling,
    code: string,
  ): Promise<void> => {
    const { place } = found;
    const refuse = (problem: ProofProblem, status = 422): void =>
      showProof(request, response, found, { status, problem });
    if (code.trim() === '') return refuse({ kind: 'code_missing' });
    const origin = describeOrigin(request, response);
    const checked = await deps.checkEnrolmentCode({ ...place, code, origin });
    switch (checked.outcome) {
      case 'proven':
        return goTo(response, place.paths.start);
      case 'wrong':
        return refuse({ kind: 'code_wrong' });
      case 'over':
        // It is asked for no more.
        return showProof(
          request,
          response,
          { place, enrolment: { ...found.enrolment, hasCode: false } },
          { status: 422, problem: { kind: 'code_over' } },
        );
      case 'slowed_down': {
        const { seconds } = checked;
        response.setHeader('Retry-After', String(seconds));
        return refuse({ kind: 'slowed_down', seconds }, 429);
      }
    }
  };

  const followLink = async (
    request: Request,
    response: Response,
    found: Enrolling,
    link: string,
  ): Promise<void> => {
    const { place } = found;
    const refuse = (problem: ProofProblem): void =>
      showProof(request, response, found, { status: 422, problem });
    if (link.trim() === '') return refuse({ kind: 'link_missing' });
    const origin = describeOrigin(request, response);
    const { outcome } = await deps.proveByLink({ ...place, link, origin });
    carriedLink.clear(response);
    if (outcome === 'refused') return refuse({ kind: 'link_refused' });
    goTo(response, place.paths.start);
  };

  const act: PageHandler = async (request, response) => {
    const found = await find(request, response);
    if (!found) return;
    const form = await formTokens.readForm(request, found.place.boundTo);
    if ('status' in form) {
      showProof(request, response, found, { status: form.status, problem: { kind: 'form_expired' } });
      return;
    }
    const { fields } = form;
    const action = fields.get('action');
    const { out } = found.place;
    if (!('list' in out) && (action === 'restart' || action === 'cancel')) await out.leave(action);
    else if (isProven(found)) goTo(response, found.place.paths.start);
    else if (action === 'send') await sendCode(request, response, found);
    else if (action === 'check') await checkCode(request, response, found, fields.get(PROOF_CODE) ?? '');
    else if (action === 'link') await followLink(request, response, found, fields.get(PROOF_LINK) ?? '');
    else goTo(response, found.place.paths.start);
  };

  /** Who may add a factor now; undefined, and answered, where a proof is missing. */
  const findProven = async (request: Request, response: Response): Promise<Enrolling | undefined> => {
    const found = await find(request, response);
    if (!found || isProven(found)) return found;
    goTo(response, found.place.paths.start);
    return undefined;
  };

  const ofWays = { ...deps, findProven, send, showTooMany };
  return Router({ strict: true, caseSensitive: true })
    .all(patterns.start, handler({ GET: show, POST: act }))
    .use(makeNewTotpRoutes(ofWays))
    .use(makeNewPasskeyRoutes(ofWays));
}

/** The same pages wherever a factor is added. */
export const makeEnrolmentPages =
  (deps: Omit<Given, 'patterns' | 'open'>): MakeEnrolmentRoutes =>
  (pattern, open) =>
    makeRoutes({ ...deps, patterns: enrolmentPaths(pattern), open });
