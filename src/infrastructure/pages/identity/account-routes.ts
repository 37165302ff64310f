import { type Request, type Response, Router } from 'express';
import type { MailboxAccountQueries } from '../../../application/identity/account/mailbox-account-queries.ts';
import type {
  EndMailboxSession,
  EndOtherMailboxSessions,
  ListMailboxSessions,
} from '../../../application/identity/provider/mailbox-sessions.ts';
import type { AuthenticateMailbox } from '../../../application/identity/sign-in/authenticate-mailbox.ts';
import type { Language } from '../../../domain/shared/language.ts';
import type { BrowserCookies } from '../../http/browser-cookies.ts';
import { describeOrigin } from '../../http/describe-origin.ts';
import type { CurrentSession, ProviderSessions } from '../../openid-provider/provider-sessions.ts';
import { TOKEN_FIELD } from '../kit/form.ts';
import type { FormTokens } from '../kit/form-tokens.ts';
import { pageLanguage } from '../kit/page-language.ts';
import { readForm } from '../kit/read-form.ts';
import type { SendPage } from '../kit/send-page.ts';
import { ACCOUNT_NOTICES, type AccountNotice, accountPage } from './account-page.ts';
import { authenticateByForm } from './authenticate-by-form.ts';
import { IDENTITY_PATHS } from './identity-paths.ts';
import { makePageHandler } from './page-handler.ts';
import { signedOutPage } from './provider-pages.ts';
import { shownName } from './shown-name.ts';
import { type SignInProblem, signInPage } from './sign-in-page.ts';

type Deps = Readonly<{
  sessions: ProviderSessions;
  authenticateMailbox: AuthenticateMailbox;
  mailboxAccountQueries: Pick<MailboxAccountQueries, 'find'>;
  listMailboxSessions: ListMailboxSessions;
  endMailboxSession: EndMailboxSession;
  endOtherMailboxSessions: EndOtherMailboxSessions;
  /** The name of a client; undefined for one that there is not any more. */
  findClientName: (clientId: string) => Promise<string | undefined>;
  formTokens: FormTokens;
  cookies: Pick<BrowserCookies, 'knownBrowser' | 'setKnownBrowser'>;
  sendPage: SendPage;
  defaultLanguage: Language;
  report: (error: unknown) => void;
}>;

/** What the sign-in page is bound to where there is no session yet. */
const SIGN_IN_FORM = 'account sign-in';

/** Where a sign-in to the account may lead, by the word in its address. */
const NEXT_PATHS: Readonly<Record<string, string>> = { password: IDENTITY_PATHS.ownPassword };

/** The account of a mailbox owner: their sign-ins and sessions, and the sign-in to it without any service. */
export function makeAccountRoutes(deps: Deps): Router {
  const { sessions, formTokens, sendPage, defaultLanguage } = deps;
  const handler = makePageHandler(deps);

  const languageOf = (request: Request) => pageLanguage(request, defaultLanguage);
  const boundTo = ({ sessionId }: CurrentSession): string => `session ${sessionId}`;

  const goTo = (response: Response, path: string): void => {
    response.setHeader('Cache-Control', 'no-store');
    response.redirect(303, path);
  };

  const clientNames = async (ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    const named = await Promise.all(
      [...new Set(ids)].map(async (id) => [id, shownName(await deps.findClientName(id)) ?? id] as const),
    );
    return new Map(named);
  };

  const showAccount = async (
    request: Request,
    response: Response,
    current: CurrentSession,
    { status, hasFormExpired = false }: Readonly<{ status: number; hasFormExpired?: boolean }>,
  ): Promise<void> => {
    const [account, listed] = await Promise.all([
      deps.mailboxAccountQueries.find(current.mailboxId),
      deps.listMailboxSessions(current.mailboxId),
    ]);
    if (!account) {
      goTo(response, IDENTITY_PATHS.accountSignIn);
      return;
    }
    const names = await clientNames(listed.flatMap(({ clientIds }) => clientIds));
    const notice = ACCOUNT_NOTICES.find((known: AccountNotice) => known === request.query['done']);
    const page = accountPage(
      {
        address: account.address,
        sessions: listed.map((session) => ({
          ...session,
          clients: session.clientIds.map((id) => names.get(id) ?? id),
        })),
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
    const fields = await readForm(request);
    if (typeof fields === 'number') {
      await showAccount(request, response, current, { status: fields, hasFormExpired: true });
      return undefined;
    }
    if (formTokens.isGenuine(request, fields.get(TOKEN_FIELD), boundTo(current))) return fields;
    await showAccount(request, response, current, { status: 403, hasFormExpired: true });
    return undefined;
  };

  const signedIn =
    (act: (request: Request, response: Response, current: CurrentSession) => Promise<void>) =>
    async (request: Request, response: Response): Promise<void> => {
      const current = await sessions.current(request, response);
      if (current) await act(request, response, current);
      else goTo(response, IDENTITY_PATHS.accountSignIn);
    };

  const changeSessions = signedIn(async (request, response, current) => {
    const fields = await readOwnForm(request, response, current);
    if (!fields) return;
    const { mailboxId, sessionId } = current;
    const origin = describeOrigin(request, response);
    const action = fields.get('action');
    if (action === 'end_others') {
      await deps.endOtherMailboxSessions(mailboxId, sessionId, origin);
      goTo(response, `${IDENTITY_PATHS.account}?done=othersEnded`);
      return;
    }
    const named = fields.get('session');
    if (action === 'end' && named !== null) {
      // One that is over already is what was wanted.
      await deps.endMailboxSession(mailboxId, named, origin);
      if (named === sessionId) sessions.forget(request, response);
      goTo(response, `${IDENTITY_PATHS.account}?done=ended`);
      return;
    }
    goTo(response, IDENTITY_PATHS.account);
  });

  const signOut = signedIn(async (request, response, current) => {
    if (!(await readOwnForm(request, response, current))) return;
    await deps.endMailboxSession(current.mailboxId, current.sessionId, describeOrigin(request, response));
    sessions.forget(request, response);
    sendPage(response, signedOutPage(languageOf(request)), { status: 200 });
  });

  const nextOf = (request: Request): string | undefined => {
    const word = request.query['next'];
    return typeof word === 'string' && Object.hasOwn(NEXT_PATHS, word) ? word : undefined;
  };

  const showSignIn = (
    request: Request,
    response: Response,
    { status, login = '', problem }: Readonly<{ status: number; login?: string; problem?: SignInProblem }>,
  ): void => {
    const next = nextOf(request);
    const action = `${IDENTITY_PATHS.accountSignIn}${next === undefined ? '' : `?next=${next}`}`;
    const token = formTokens.issue(request, response, SIGN_IN_FORM);
    sendPage(response, signInPage({ action, token, login, problem }, languageOf(request)), { status });
  };

  const signIn = async (request: Request, response: Response): Promise<void> => {
    const fields = await readForm(request);
    if (typeof fields === 'number') {
      showSignIn(request, response, { status: fields, problem: { kind: 'form_expired' } });
      return;
    }
    if (!formTokens.isGenuine(request, fields.get(TOKEN_FIELD), SIGN_IN_FORM)) {
      const login = fields.get('login') ?? '';
      showSignIn(request, response, { status: 403, login, problem: { kind: 'form_expired' } });
      return;
    }
    const outcome = await authenticateByForm(request, response, fields, deps);
    if ('problem' in outcome) {
      showSignIn(request, response, outcome);
      return;
    }
    await sessions.start(request, response, outcome);
    goTo(response, NEXT_PATHS[nextOf(request) ?? ''] ?? IDENTITY_PATHS.account);
  };

  const showEmptySignIn = async (request: Request, response: Response): Promise<void> => {
    if (await sessions.current(request, response)) {
      goTo(response, NEXT_PATHS[nextOf(request) ?? ''] ?? IDENTITY_PATHS.account);
      return;
    }
    showSignIn(request, response, { status: 200 });
  };

  const toAccount = async (_request: Request, response: Response): Promise<void> =>
    goTo(response, IDENTITY_PATHS.account);

  const router = Router({ strict: true, caseSensitive: true });
  router.all(
    IDENTITY_PATHS.account,
    handler({
      GET: signedIn((request, response, current) => showAccount(request, response, current, { status: 200 })),
    }),
  );
  router.all(IDENTITY_PATHS.accountSignIn, handler({ GET: showEmptySignIn, POST: signIn }));
  router.all(IDENTITY_PATHS.sessions, handler({ GET: toAccount, POST: changeSessions }));
  router.all(IDENTITY_PATHS.accountSignOut, handler({ GET: toAccount, POST: signOut }));
  return router;
}
