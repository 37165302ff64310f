import { type Request, type Response, Router } from 'express';
import type { FindMailboxAddress } from '../../../application/identity/provider/find-mailbox-address.ts';
import type { Language } from '../../../domain/shared/language.ts';
import type { MailboxPasswordUseCases } from '../../container/identity/mailbox-passwords.ts';
import type { BrowserCookies } from '../../http/browser-cookies.ts';
import { describeOrigin } from '../../http/describe-origin.ts';
import type { CurrentSession, ProviderSessions } from '../../openid-provider/provider-sessions.ts';
import type { FormTokens } from '../kit/form-tokens.ts';
import { makePageHandler, type PageHandler } from '../kit/page-handler.ts';
import { pageLanguage } from '../kit/page-language.ts';
import type { SendPage } from '../kit/send-page.ts';
import {
  type ChangeProblem,
  changePasswordPage,
  OLD_PASSWORD,
  passwordChangedPage,
} from './change-password-page.ts';
import { NO_FAULTS, type TypedFaults, typedPassword } from './new-password-fields.ts';
import { makePasswordFailure } from './password-failure.ts';
import type { PasswordPaths } from './password-paths.ts';

type Deps = Pick<MailboxPasswordUseCases, 'changePassword'> &
  Readonly<{
    paths: PasswordPaths;
    sessions: Pick<ProviderSessions, 'current'>;
    findMailboxAddress: FindMailboxAddress;
    cookies: Pick<BrowserCookies, 'knownBrowser' | 'setKnownBrowser'>;
    formTokens: FormTokens;
    sendPage: SendPage;
    defaultLanguage: Language;
    report: (error: unknown) => void;
  }>;

type Shown = Readonly<{ status: number; typed?: TypedFaults; problem?: ChangeProblem }>;

/** The page on which somebody who is signed in changes the password of their identity. */
export function makeChangePasswordRoutes(deps: Deps): Router {
  const { paths, sessions, formTokens, sendPage, defaultLanguage } = deps;
  const handler = makePageHandler(makePasswordFailure(deps));
  const languageOf = (request: Request): Language => pageLanguage(request, defaultLanguage);
  const boundTo = ({ sessionId }: CurrentSession): string => `password of session ${sessionId}`;

  const toSignIn = (response: Response): void => {
    response.setHeader('Cache-Control', 'no-store');
    response.redirect(303, paths.signInToChange);
  };

  /** Calls `act` for somebody who is signed in, with their address; others are sent to the sign-in. */
  const signedIn =
    (
      act: (request: Request, response: Response, current: CurrentSession, address: string) => Promise<void>,
    ): PageHandler =>
    async (request, response) => {
      const current = await sessions.current(request, response);
      const address = current && (await deps.findMailboxAddress(current.mailboxId));
      if (current && address !== undefined) await act(request, response, current, address);
      else toSignIn(response);
    };

  const show = (
    request: Request,
    response: Response,
    current: CurrentSession,
    { address, status, typed = NO_FAULTS, problem }: Shown & { readonly address: string },
  ): void => {
    const token = formTokens.issue(request, response, boundTo(current));
    sendPage(response, changePasswordPage({ paths, address, token, typed, problem }, languageOf(request)), {
      status,
    });
  };

  const showEmpty = signedIn(async (request, response, current, address) =>
    show(request, response, current, { address, status: 200 }),
  );

  const change = signedIn(async (request, response, current, address) => {
    const showAgain = (shown: Shown) => show(request, response, current, { address, ...shown });
    const form = await formTokens.readForm(request, boundTo(current));
    if ('status' in form) {
      showAgain({ status: form.status, problem: { kind: 'form_expired' } });
      return;
    }
    const { fields } = form;
    const oldPassword = fields.get(OLD_PASSWORD) ?? '';
    const typed = typedPassword(fields);
    if (oldPassword === '' || !('password' in typed)) {
      showAgain({
        status: 422,
        ...(oldPassword === '' ? { problem: { kind: 'old_missing' } } : {}),
        ...('password' in typed ? {} : { typed }),
      });
      return;
    }
    const { mailboxId, sessionId } = current;
    const language = languageOf(request);
    const outcome = await deps.changePassword({
      mailboxId,
      sessionId,
      oldPassword,
      newPassword: typed.password,
      origin: describeOrigin(request, response),
      knownBrowser: deps.cookies.knownBrowser(request),
      language,
    });
    switch (outcome.outcome) {
      case 'changed':
        deps.cookies.setKnownBrowser(response, outcome.knownBrowser);
        sendPage(response, passwordChangedPage({ address, paths }, language), { status: 200 });
        return;
      case 'wrong_password':
        showAgain({ status: 422, problem: { kind: 'old_wrong' } });
        return;
      case 'unchanged':
        showAgain({ status: 422, typed: { faults: ['unchanged'], weaknesses: [] } });
        return;
      case 'refused':
        showAgain({ status: 422, typed: outcome });
        return;
      case 'slowed_down': {
        const { seconds } = outcome;
        response.setHeader('Retry-After', String(seconds));
        showAgain({ status: 429, problem: { kind: 'slowed_down', seconds } });
        return;
      }
      case 'gone':
        toSignIn(response);
    }
  });

  const router = Router({ strict: true, caseSensitive: true });
  router.all(paths.change, handler({ GET: showEmpty, POST: change }));
  return router;
}
