import { type Request, type RequestHandler, type Response, Router } from 'express';
import { StorageUnavailable } from '../../../application/shared/storage-unavailable.ts';
import { DomainError, type ErrorCode } from '../../../domain/shared/errors.ts';
import type { Language } from '../../../domain/shared/language.ts';
import type { MailboxPasswordUseCases } from '../../container/mailbox-passwords.ts';
import { describeOrigin } from '../../http/describe-origin.ts';
import { HttpError } from '../../http/http-error.ts';
import { TOKEN_FIELD } from '../kit/form.ts';
import type { FormTokens } from '../kit/form-tokens.ts';
import { pageLanguage } from '../kit/page-language.ts';
import { readForm } from '../kit/read-form.ts';
import type { SendPage } from '../kit/send-page.ts';
import { NO_FAULTS, typedPassword } from './new-password-fields.ts';
import {
  type ForgottenProblem,
  forgottenPage,
  passwordProblemPage,
  passwordSetPage,
  sentPage,
  setPasswordPage,
} from './password-pages.ts';
import { PASSWORD_PATHS } from './password-paths.ts';
import type { PasswordProblem } from './password-texts.ts';

type Deps = Pick<MailboxPasswordUseCases, 'requestPasswordLink' | 'readPasswordLink' | 'setPasswordByLink'> &
  Readonly<{
    formTokens: FormTokens;
    sendPage: SendPage;
    defaultLanguage: Language;
    report: (error: unknown) => void;
  }>;

type Handler = (request: Request, response: Response) => Promise<void>;

/** What the token of the form of the forgotten password is bound to: there is no session yet. */
const FORGOTTEN_FORM = 'forgotten password';

const PROBLEMS: Partial<Record<ErrorCode, readonly [PasswordProblem, number]>> = {
  'password_link.not_found': ['unknown', 404],
  'password_link.expired': ['expired', 410],
  'password_link.used': ['used', 410],
  'password_link.replaced': ['replaced', 410],
};

function problemOf(error: unknown): readonly [PasswordProblem, number] {
  if (error instanceof StorageUnavailable) return ['trouble', 503];
  const known = error instanceof DomainError ? PROBLEMS[error.code] : undefined;
  return known ?? ['trouble', 500];
}

const tokenOf = ({ query }: Request): string => (typeof query['token'] === 'string' ? query['token'] : '');

/**
 * Pages on which owners of mailboxes choose the password of their identity by a link: one that they ask for, or were given.
 * The link itself gives the right to act. Reading a page changes nothing: mail scanners follow links, and press no buttons.
 */
export function makePasswordRoutes(deps: Deps): Router {
  const { formTokens, sendPage, defaultLanguage, report } = deps;
  const languageOf = (request: Request): Language => pageLanguage(request, defaultLanguage);

  /** Serves one path; what fails is told by a page too. */
  const serve =
    (handlers: Readonly<{ GET: Handler; POST: Handler }>): RequestHandler =>
    async (request, response, next) => {
      const { method } = request;
      if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') {
        response.setHeader('Allow', 'GET, HEAD, POST');
        response.status(405).end();
        return;
      }
      try {
        await handlers[method === 'POST' ? 'POST' : 'GET'](request, response);
      } catch (error) {
        if (error instanceof HttpError || response.headersSent) return next(error);
        const [problem, status] = problemOf(error);
        if (status === 500) report(error);
        sendPage(response, passwordProblemPage(problem, languageOf(request)), { status });
      }
    };

  const showForgotten = (
    request: Request,
    response: Response,
    { status, login = '', problem }: Readonly<{ status: number; login?: string; problem?: ForgottenProblem }>,
  ): void => {
    const token = formTokens.issue(request, response, FORGOTTEN_FORM);
    sendPage(response, forgottenPage({ token, login, problem }, languageOf(request)), { status });
  };

  const askForLink: Handler = async (request, response) => {
    const fields = await readForm(request);
    if (typeof fields === 'number') {
      showForgotten(request, response, { status: fields, problem: { kind: 'form_expired' } });
      return;
    }
    const login = (fields.get('login') ?? '').trim();
    if (!formTokens.isGenuine(request, fields.get(TOKEN_FIELD), FORGOTTEN_FORM)) {
      showForgotten(request, response, { status: 403, login, problem: { kind: 'form_expired' } });
      return;
    }
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

  const showLink: Handler = async (request, response) => {
    const token = tokenOf(request);
    const view = await deps.readPasswordLink(token);
    const language = pageLanguage(request, view.language);
    sendPage(response, setPasswordPage({ view, token, typed: NO_FAULTS }, language), { status: 200 });
  };

  const setByLink: Handler = async (request, response) => {
    const fields = await readForm(request);
    if (typeof fields === 'number') {
      sendPage(response, passwordProblemPage('not_a_form', languageOf(request)), { status: fields });
      return;
    }
    const token = fields.get('token') ?? '';
    const typed = typedPassword(fields);
    if (!('password' in typed)) {
      const view = await deps.readPasswordLink(token);
      const language = pageLanguage(request, view.language);
      sendPage(response, setPasswordPage({ view, token, typed }, language), { status: 422 });
      return;
    }
    const origin = describeOrigin(request, response);
    const outcome = await deps.setPasswordByLink({ token, password: typed.password, origin });
    const language = pageLanguage(request, outcome.language);
    if (outcome.outcome === 'set') {
      sendPage(response, passwordSetPage(outcome, language), { status: 200 });
      return;
    }
    const shared = { view: outcome, token };
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
    PASSWORD_PATHS.forgotten,
    serve({
      GET: async (request, response) => showForgotten(request, response, { status: 200 }),
      POST: askForLink,
    }),
  );
  router.all(PASSWORD_PATHS.set, serve({ GET: showLink, POST: setByLink }));
  return router;
}
