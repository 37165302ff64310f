import { type Request, type Response, Router } from 'express';
import type {
  EndMailboxSession,
  EndOtherMailboxSessions,
} from '../../../application/identity/provider/mailbox-sessions.ts';
import type { ReadOwnAccount } from '../../../application/identity/provider/read-own-account.ts';
import type { AuthenticateMailbox } from '../../../application/identity/sign-in/authenticate-mailbox.ts';
import type { Clock } from '../../../application/shared/system.ts';
import type { Language } from '../../../domain/shared/language.ts';
import type { BrowserCookies } from '../../http/browser-cookies.ts';
import { describeOrigin } from '../../http/describe-origin.ts';
import type { CurrentSession, ProviderSessions } from '../../openid-provider/provider-sessions.ts';
import { type MakeEnrolmentRoutes, makeOpenEnrolment } from '../factor/enrolment-context.ts';
import { goTo, makeLeadOn } from '../factor/lead-on.ts';
import { makePasskeyRoutes, type PasskeyDeps } from '../factor/passkey-routes.ts';
import { makeSecondFactorRoutes, type SecondFactorDeps } from '../factor/second-factor-routes.ts';
import { signInPaths } from '../factor/sign-in-paths.ts';
import type { OpenPlace, SignInPlace } from '../factor/sign-in-place.ts';
import type { FormTokens } from '../kit/form-tokens.ts';
import { makePageHandler } from '../kit/page-handler.ts';
import { pageLanguage } from '../kit/page-language.ts';
import type { SendPage } from '../kit/send-page.ts';
import { ACCOUNT_NOTICES, type AccountNotice, accountPage } from './account-page.ts';
import { authenticateByForm } from './authenticate-by-form.ts';
import type { IdentityPaths } from './identity-paths.ts';
import { makeProviderFailure } from './provider-failure.ts';
import { signedOutPage } from './provider-pages.ts';
import { type SignInProblem, signInPage } from './sign-in-page.ts';

type Deps = SecondFactorDeps &
  PasskeyDeps &
  Readonly<{
    paths: IdentityPaths;
    /** Pages on which somebody gets a second factor on the way; without them, who has none cannot go on. */
    makeEnrolmentRoutes?: MakeEnrolmentRoutes;
    clock: Pick<Clock, 'now'>;
    sessions: ProviderSessions;
    authenticateMailbox: AuthenticateMailbox;
    readOwnAccount: ReadOwnAccount;
    endMailboxSession: EndMailboxSession;
    endOtherMailboxSessions: EndOtherMailboxSessions;
    formTokens: FormTokens;
    cookies: Pick<BrowserCookies, 'knownBrowser' | 'setKnownBrowser'>;
    sendPage: SendPage;
    defaultLanguage: Language;
    report: (error: unknown) => void;
  }>;

/** The account of a mailbox owner: their sign-ins and sessions, and the sign-in to it without any service. */
export function makeAccountRoutes(deps: Deps): Router {
  const { paths, sessions, formTokens, sendPage, defaultLanguage, signInSteps } = deps;
  const { makeEnrolmentRoutes } = deps;
  const leadOn = makeLeadOn({ ...deps, hasEnrolment: makeEnrolmentRoutes !== undefined });
  /** Where a sign-in may lead, by the word in its address. */
  const nextPaths: Readonly<Record<string, Readonly<{ path: string; wantsFresh: boolean }>>> = {
    password: { path: paths.ownPassword, wantsFresh: false },
    factors: { path: paths.ownFactors, wantsFresh: true },
    'add-factor': { path: paths.addFactor, wantsFresh: true },
  };
  const handler = makePageHandler(makeProviderFailure(deps));

  const languageOf = (request: Request) => pageLanguage(request, defaultLanguage);
  const boundTo = ({ sessionId }: CurrentSession): string => `session ${sessionId}`;

  const showAccount = async (
    request: Request,
    response: Response,
    current: CurrentSession,
    { status, hasFormExpired = false }: Readonly<{ status: number; hasFormExpired?: boolean }>,
  ): Promise<void> => {
    const account = await deps.readOwnAccount(current.mailboxId);
    if (!account) {
      goTo(response, paths.accountSignIn);
      return;
    }
    const notice = ACCOUNT_NOTICES.find((known: AccountNotice) => known === request.query['done']);
    const page = accountPage(
      {
        paths,
        ...account,
        currentId: current.sessionId,
        token: formTokens.issue(request, response, boundTo(current)),
        notice,
        hasFormExpired,
      },
      languageOf(request),
    );
    sendPage(response, page, { status });
  };

  /** Fields of a form of the account, from the page that this session was shown; undefined, and answered, for any other. */
  const readOwnForm = async (
    request: Request,
    response: Response,
    current: CurrentSession,
  ): Promise<URLSearchParams | undefined> => {
    const form = await formTokens.readForm(request, boundTo(current));
    if ('fields' in form) return form.fields;
    await showAccount(request, response, current, { status: form.status, hasFormExpired: true });
    return undefined;
  };

  const signedIn =
    (act: (request: Request, response: Response, current: CurrentSession) => Promise<void>) =>
    async (request: Request, response: Response): Promise<void> => {
      const current = await sessions.current(request, response);
      if (current) await act(request, response, current);
      else goTo(response, paths.accountSignIn);
    };

  const changeSessions = signedIn(async (request, response, current) => {
    const fields = await readOwnForm(request, response, current);
    if (!fields) return;
    const { mailboxId, sessionId } = current;
    const origin = describeOrigin(request, response);
    const action = fields.get('action');
    if (action === 'end_others') {
      await deps.endOtherMailboxSessions(mailboxId, sessionId, origin);
      goTo(response, `${paths.account}?done=othersEnded`);
      return;
    }
    const named = fields.get('session');
    if (action === 'end' && named !== null) {
      // One that is over already is what was wanted.
      if (named === sessionId) await sessions.end(request, response);
      else await deps.endMailboxSession(mailboxId, named, origin);
      goTo(response, `${paths.account}?done=ended`);
      return;
    }
    goTo(response, paths.account);
  });

  const signOut = signedIn(async (request, response, current) => {
    if (!(await readOwnForm(request, response, current))) return;
    await sessions.end(request, response);
    sendPage(response, signedOutPage(languageOf(request)), { status: 200 });
  });

  const nextOf = (request: Request): string | undefined => {
    const word = request.query['next'];
    return typeof word === 'string' && Object.hasOwn(nextPaths, word) ? word : undefined;
  };

  const nextOn = (request: Request) => nextPaths[nextOf(request) ?? ''];
  const ledTo = (request: Request): string => nextOn(request)?.path ?? paths.account;

  /** The sign-in of this browser: nothing else names it, as there is no session yet. */
  const signInBoundTo = (request: Request, response: Response): string =>
    `account sign-in ${formTokens.browserName(request, response)}`;

  const ownPathsOf = (request: Request) => {
    const next = nextOf(request);
    return signInPaths(paths.accountSignIn, next === undefined ? '' : `?next=${next}`);
  };

  const showSignIn = (
    request: Request,
    response: Response,
    { status, login = '', problem }: Readonly<{ status: number; login?: string; problem?: SignInProblem }>,
  ): void => {
    const own = ownPathsOf(request);
    const token = formTokens.issue(request, response, signInBoundTo(request, response));
    const { forgottenPassword } = paths;
    const passkey = { options: own.passkeyOptions, action: own.passkey, script: deps.passkeyScript };
    const shown = { action: own.start, token, forgottenPassword, login, problem, passkey };
    sendPage(response, signInPage(shown, languageOf(request)), { status });
  };

  const placeOf = (request: Request, response: Response): SignInPlace => ({
    boundTo: signInBoundTo(request, response),
    paths: ownPathsOf(request),
    language: languageOf(request),
    essentialAcrs: undefined,
    client: undefined,
    formTargets: [],
    finish: async (proven) => {
      await sessions.start(request, response, proven);
      return ledTo(request);
    },
    fail: async () => paths.accountSignIn,
    goOn: (path) => goTo(response, path),
    startAgain: async () => showSignIn(request, response, { status: 403, problem: { kind: 'form_expired' } }),
  });

  const signIn = async (request: Request, response: Response): Promise<void> => {
    const form = await formTokens.readForm(request, signInBoundTo(request, response));
    if ('status' in form) {
      const login = form.typed.get('login') ?? '';
      showSignIn(request, response, { status: form.status, login, problem: { kind: 'form_expired' } });
      return;
    }
    const { fields } = form;
    const outcome = await authenticateByForm(request, response, fields, deps);
    if ('problem' in outcome) {
      showSignIn(request, response, outcome);
      return;
    }
    await leadOn(response, placeOf(request, response), outcome);
  };

  const showEmptySignIn = async (request: Request, response: Response): Promise<void> => {
    const current = await sessions.current(request, response);
    // Whoever is signed in for long signs in again before what is done in person.
    if (current && (current.isFresh || !nextOn(request)?.wantsFresh)) return goTo(response, ledTo(request));
    const place = placeOf(request, response);
    const step = await signInSteps.find(place.boundTo);
    if (step) await leadOn(response, place, step);
    else showSignIn(request, response, { status: 200 });
  };

  const toAccount = async (_request: Request, response: Response): Promise<void> =>
    goTo(response, paths.account);

  const router = Router({ strict: true, caseSensitive: true });
  router.all(
    paths.account,
    handler({
      GET: signedIn((request, response, current) => showAccount(request, response, current, { status: 200 })),
    }),
  );
  const patterns = signInPaths(paths.accountSignIn);
  const open: OpenPlace = async (request, response) => placeOf(request, response);
  router.all(patterns.start, handler({ GET: showEmptySignIn, POST: signIn }));
  router.use(makeSecondFactorRoutes({ ...deps, patterns, open, leadOn, handler }));
  router.use(makePasskeyRoutes({ ...deps, patterns, open, handler }));
  if (makeEnrolmentRoutes)
    router.use(makeEnrolmentRoutes(patterns.enrolmentBase, makeOpenEnrolment({ ...deps, open, leadOn })));
  router.all(paths.sessions, handler({ GET: toAccount, POST: changeSessions }));
  router.all(paths.accountSignOut, handler({ GET: toAccount, POST: signOut }));
  return router;
}
