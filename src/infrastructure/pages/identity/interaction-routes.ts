import { type Request, type Response, Router } from 'express';
import type { FindMailboxAddress } from '../../../application/identity/provider/find-mailbox-address.ts';
import type { AuthenticateMailbox } from '../../../application/identity/sign-in/authenticate-mailbox.ts';
import type { Clock } from '../../../application/shared/system.ts';
import type { Language } from '../../../domain/shared/language.ts';
import type { BrowserCookies } from '../../http/browser-cookies.ts';
import {
  type Interactions,
  nameOfInteraction,
  type PendingInteraction,
} from '../../openid-provider/interactions.ts';
import { type MakeEnrolmentRoutes, makeOpenEnrolment } from '../factor/enrolment-context.ts';
import { makeLeadOn } from '../factor/lead-on.ts';
import { makePasskeyRoutes, type PasskeyDeps } from '../factor/passkey-routes.ts';
import { makeSecondFactorRoutes, type SecondFactorDeps } from '../factor/second-factor-routes.ts';
import { signInPaths } from '../factor/sign-in-paths.ts';
import type { OpenPlace, SignInPlace } from '../factor/sign-in-place.ts';
import type { FormTokens } from '../kit/form-tokens.ts';
import { makePageHandler } from '../kit/page-handler.ts';
import { pageLanguage } from '../kit/page-language.ts';
import type { SendPage } from '../kit/send-page.ts';
import { authenticateByForm } from './authenticate-by-form.ts';
import { consentPage } from './consent-page.ts';
import type { IdentityPaths } from './identity-paths.ts';
import { makeProviderFailure } from './provider-failure.ts';
import { onTheWayPage, providerProblemPage } from './provider-pages.ts';
import { shownName } from './shown-name.ts';
import { type SignInProblem, signInPage } from './sign-in-page.ts';

type Deps = SecondFactorDeps &
  PasskeyDeps &
  Readonly<{
    paths: IdentityPaths;
    /** Pages on which somebody gets a second factor on the way; without them, who has none cannot go on. */
    makeEnrolmentRoutes?: MakeEnrolmentRoutes;
    clock: Pick<Clock, 'now'>;
    interactions: Interactions;
    authenticateMailbox: AuthenticateMailbox;
    findMailboxAddress: FindMailboxAddress;
    formTokens: FormTokens;
    cookies: Pick<BrowserCookies, 'knownBrowser' | 'setKnownBrowser'>;
    sendPage: SendPage;
    defaultLanguage: Language;
    report: (error: unknown) => void;
  }>;

/** Longer ones are no addresses. */
const LONGEST_HINT = 254;

/** What a content security policy calls the place of an address: its origin, or its scheme where it has none. */
function sourceOf(address: string): string {
  const { origin, protocol } = new URL(address);
  return origin === 'null' ? protocol : origin;
}

const serviceOf = ({ client, spName }: PendingInteraction) => {
  const clientName = shownName(client.name) ?? client.clientId;
  const behind = shownName(spName);
  return {
    name: behind ?? clientName,
    client: clientName,
    ...(behind === undefined || behind === clientName ? {} : { through: clientName }),
  };
};

/** The pages of an authorization request: sign-in, in one step or two, and consent, in the browser that made the request. */
export function makeInteractionRoutes(deps: Deps): Router {
  const { paths, interactions, formTokens, sendPage, defaultLanguage, findMailboxAddress, signInSteps } =
    deps;
  const { makeEnrolmentRoutes } = deps;
  const leadOn = makeLeadOn({ ...deps, hasEnrolment: makeEnrolmentRoutes !== undefined });
  const handler = makePageHandler(makeProviderFailure(deps));

  const languageOf = (request: Request, found: PendingInteraction) =>
    pageLanguage(request, defaultLanguage, found.uiLocales);

  /** The interaction of the address; undefined, and answered, when it is over or another browser's. */
  const find = async (request: Request, response: Response): Promise<PendingInteraction | undefined> => {
    const found = await interactions.find(request, response);
    if (found && found.uid === request.params['uid']) return found;
    sendPage(response, providerProblemPage('over', pageLanguage(request, defaultLanguage)), { status: 400 });
    return undefined;
  };

  const boundTo = ({ uid }: PendingInteraction): string => nameOfInteraction(uid);
  const formTargetsOf = ({ client }: PendingInteraction) => [...new Set(client.redirectUris.map(sourceOf))];

  const show = async (
    request: Request,
    response: Response,
    found: PendingInteraction,
    { status, login, problem }: Readonly<{ status: number; login?: string; problem?: SignInProblem }>,
  ): Promise<void> => {
    const language = languageOf(request, found);
    const formTargets = formTargetsOf(found);
    const service = serviceOf(found);
    const own = signInPaths(paths.interaction(found.uid));
    const common = {
      action: own.start,
      token: formTokens.issue(request, response, boundTo(found)),
      service,
    };
    if (found.prompt === 'login') {
      const prefilled = login ?? (found.loginHint ?? '').slice(0, LONGEST_HINT);
      const { passkeyOptions: options, passkey: action } = own;
      const passkey = { options, action, script: deps.passkeyScript };
      const { forgottenPassword } = paths;
      const page = signInPage({ ...common, forgottenPassword, login: prefilled, problem, passkey }, language);
      sendPage(response, page, { status, formTargets });
      return;
    }
    const address = found.mailboxId && (await findMailboxAddress(found.mailboxId));
    if (address === undefined) {
      sendPage(response, providerProblemPage('over', language), { status: 400 });
      return;
    }
    const page = consentPage(
      { ...common, address, scopes: found.scopes, hasFormExpired: problem !== undefined },
      language,
    );
    sendPage(response, page, { status, formTargets });
  };

  /** Chromium, of which a page in between is for, tells how it came to ask (Fetch Metadata); programs are redirected. */
  const goOn = (request: Request, response: Response, found: PendingInteraction, url: string): void => {
    if (request.headers['sec-fetch-mode'] === 'navigate') {
      const page = onTheWayPage(serviceOf(found).client, url, languageOf(request, found));
      sendPage(response, page, { status: 200 });
      return;
    }
    response.setHeader('Cache-Control', 'no-store');
    response.redirect(303, url);
  };

  const placeOf = (request: Request, response: Response, found: PendingInteraction): SignInPlace => ({
    boundTo: boundTo(found),
    paths: signInPaths(paths.interaction(found.uid)),
    language: languageOf(request, found),
    essentialAcrs: found.essentialAcrs,
    client: serviceOf(found).client,
    formTargets: formTargetsOf(found),
    finish: (proven) => interactions.signIn(request, response, proven),
    fail: (why) =>
      why === 'cancelled'
        ? interactions.cancel(request, response)
        : interactions.failLevel(request, response),
    goOn: (url) => goOn(request, response, found, url),
    startAgain: () => show(request, response, found, { status: 403, problem: { kind: 'form_expired' } }),
  });

  const open: OpenPlace = async (request, response) => {
    const found = await find(request, response);
    if (found?.prompt !== 'consent') return found && placeOf(request, response, found);
    // Who consents has signed in.
    await show(request, response, found, { status: 403, problem: { kind: 'form_expired' } });
    return undefined;
  };

  const signIn = async (
    request: Request,
    response: Response,
    found: PendingInteraction,
    fields: URLSearchParams,
  ): Promise<void> => {
    const outcome = await authenticateByForm(request, response, fields, deps);
    if ('problem' in outcome) {
      await show(request, response, found, outcome);
      return;
    }
    await leadOn(response, placeOf(request, response, found), outcome);
  };

  const act = async (request: Request, response: Response): Promise<void> => {
    const found = await find(request, response);
    if (!found) return;
    const form = await formTokens.readForm(request, boundTo(found));
    if ('status' in form) {
      const login = form.typed.get('login') ?? '';
      await show(request, response, found, { status: form.status, login, problem: { kind: 'form_expired' } });
      return;
    }
    const { fields } = form;
    const action = fields.get('action');
    const isSignIn = found.prompt === 'login';
    if (isSignIn && action === 'cancel') {
      goOn(request, response, found, await interactions.cancel(request, response));
    } else if (isSignIn) {
      await signIn(request, response, found, fields);
    } else if (action === 'allow' || action === 'refuse') {
      const decision = action === 'allow' ? 'allowed' : 'refused';
      goOn(request, response, found, await interactions.consent(request, response, decision));
    } else {
      // Nothing was decided.
      await show(request, response, found, { status: 200 });
    }
  };

  const read = async (request: Request, response: Response): Promise<void> => {
    const found = await find(request, response);
    if (!found) return;
    const step = found.prompt === 'login' ? await signInSteps.find(boundTo(found)) : undefined;
    if (step) await leadOn(response, placeOf(request, response, found), step);
    else await show(request, response, found, { status: 200 });
  };

  const patterns = signInPaths(paths.interaction(':uid'));
  const router = Router({ strict: true, caseSensitive: true })
    .all(patterns.start, handler({ GET: read, POST: act }))
    .use(makeSecondFactorRoutes({ ...deps, patterns, open, leadOn, handler }))
    .use(makePasskeyRoutes({ ...deps, patterns, open, handler }));
  if (makeEnrolmentRoutes)
    router.use(makeEnrolmentRoutes(patterns.enrolmentBase, makeOpenEnrolment({ ...deps, open, leadOn })));
  return router;
}
