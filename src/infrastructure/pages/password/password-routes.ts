import { type Request, type Response, Router } from 'express';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { Language } from '../../../domain/shared/language.ts';
import type { MailboxPasswordUseCases } from '../../container/identity/mailbox-passwords.ts';
import { describeOrigin } from '../../http/describe-origin.ts';
import type { FormTokens } from '../kit/form-tokens.ts';
import { makePageHandler, type PageHandler } from '../kit/page-handler.ts';
import { pageLanguage } from '../kit/page-language.ts';
import { readForm } from '../kit/read-form.ts';
import type { SendPage } from '../kit/send-page.ts';
import { NO_FAULTS, typedPassword } from './new-password-fields.ts';
import { makePasswordFailure } from './password-failure.ts';
import {
  type ForgottenProblem,
  forgottenPage,
  passwordProblemPage,
  passwordSetPage,
  sentPage,
  setPasswordPage,
} from './password-pages.ts';
import type { PasswordPaths } from './password-paths.ts';

type Deps = Pick<MailboxPasswordUseCases, 'requestPasswordLink' | 'readPasswordLink' | 'setPasswordByLink'> &
  Readonly<{
    paths: PasswordPaths;
    formTokens: FormTokens;
    /** Makes the browser known to which the owner of a mailbox has just given a password. */
    rememberBrowser: (request: Request, response: Response, mailboxId: MailboxId) => void;
    sendPage: SendPage;
    defaultLanguage: Language;
    report: (error: unknown) => void;
  }>;

/** What the token of the form of the forgotten password is bound to: there is no session yet. */
const FORGOTTEN_FORM = 'forgotten password';

const tokenOf = ({ query }: Request): string => (typeof query['token'] === 'string' ? query['token'] : '');

/**
 * Pages on which owners of mailboxes choose the password of their identity by a link: one that they ask for, or were given.
 * The link itself gives the right to act. Reading a page changes nothing: mail scanners follow links, and press no buttons.
 */
export function makePasswordRoutes(deps: Deps): Router {
  const { paths, formTokens, sendPage, defaultLanguage } = deps;
  const languageOf = (request: Request): Language => pageLanguage(request, defaultLanguage);

  const serve = makePageHandler(makePasswordFailure(deps));

  const showForgotten = (
    request: Request,
    response: Response,
    { status, login = '', problem }: Readonly<{ status: number; login?: string; problem?: ForgottenProblem }>,
  ): void => {
    const token = formTokens.issue(request, response, FORGOTTEN_FORM);
    sendPage(response, forgottenPage({ paths, token, login, problem }, languageOf(request)), { status });
  };

  const askForLink: PageHandler = async (request, response) => {
    const form = await formTokens.readForm(request, FORGOTTEN_FORM);
    if ('status' in form) {
      const login = (form.typed.get('login') ?? '').trim();
      showForgotten(request, response, { status: form.status, login, problem: { kind: 'form_expired' } });
      return;
    }
    const login = (form.fields.get('login') ?? '').trim();
    const language = languageOf(request);
    const origin = describeOrigin(request, response);
    const asked = await deps.requestPasswordLink({ address: login, language, origin });
    if (asked.outcome === 'asked') {
      sendPage(response, sentPage(login, language), { status: 200 });
      return;
    }
    const isSlowedDown = asked.outcome === 'slowed_down';
    if (isSlowedDown) response.setHeader('Retry-After', String(asked.seconds));
    const problem: ForgottenProblem = isSlowedDown
      ? { kind: 'slowed_down', seconds: asked.seconds }
      : { kind: 'not_an_address' };
    showForgotten(request, response, { status: isSlowedDown ? 429 : 422, login, problem });
  };

  const showLink: PageHandler = async (request, response) => {
    const token = tokenOf(request);
    const view = await deps.readPasswordLink(token);
    const language = pageLanguage(request, view.language);
    sendPage(response, setPasswordPage({ paths, view, token, typed: NO_FAULTS }, language), { status: 200 });
  };

  const setByLink: PageHandler = async (request, response) => {
    const fields = await readForm(request);
    if (typeof fields === 'number') {
      sendPage(response, passwordProblemPage('not_a_form', paths, languageOf(request)), { status: fields });
      return;
    }
    const token = fields.get('token') ?? '';
    const typed = typedPassword(fields);
    if (!('password' in typed)) {
      const view = await deps.readPasswordLink(token);
      const language = pageLanguage(request, view.language);
      sendPage(response, setPasswordPage({ paths, view, token, typed }, language), { status: 422 });
      return;
    }
    const origin = describeOrigin(request, response);
    const outcome = await deps.setPasswordByLink({ token, password: typed.password, origin });
    const language = pageLanguage(request, outcome.language);
    if (outcome.outcome === 'set') {
      deps.rememberBrowser(request, response, outcome.mailboxId);
      sendPage(response, passwordSetPage(outcome, language), { status: 200 });
      return;
    }
    const shared = { paths, view: outcome, token };
    if (outcome.outcome === 'refused') {
      sendPage(response, setPasswordPage({ ...shared, typed: outcome }, language), { status: 422 });
      return;
    }
    response.setHeader('Retry-After', String(outcome.seconds));
    const page = setPasswordPage({ ...shared, typed: NO_FAULTS, wait: outcome.seconds }, language);
    sendPage(response, page, { status: 429 });
  };

  const router = Router({ strict: true, caseSensitive: true });
  router.all(
    paths.forgotten,
    serve({
      GET: async (request, response) => showForgotten(request, response, { status: 200 }),
      POST: askForLink,
    }),
  );
  router.all(paths.set, serve({ GET: showLink, POST: setByLink }));
  return router;
}
