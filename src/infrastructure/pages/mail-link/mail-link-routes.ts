import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express';
import { StorageUnavailable } from '../../../application/shared/storage-unavailable.ts';
import { DomainError, type ErrorCode } from '../../../domain/shared/errors.ts';
import type { Language } from '../../../domain/shared/language.ts';
import type { MailboxUseCases } from '../../container/mailboxes.ts';
import { describeOrigin } from '../../http/describe-origin.ts';
import { pageLanguage } from '../kit/page-language.ts';
import { sendPage } from '../kit/send-page.ts';
import {
  MAIL_LINK_ACTIONS,
  type MailLinkAction,
  type MailLinkProblem,
  offerPage,
  passwordPage,
  problemPage,
} from './mail-link-pages.ts';
import { MAIL_LINK_PATH } from './mail-link-path.ts';

type Deps = Pick<MailboxUseCases, 'readMailLink' | 'openMailboxByLink' | 'showPasswordOfLink'> & {
  readonly webmailUrl: string;
  readonly defaultLanguage: Language;
  readonly report: (error: unknown) => void;
};

/** No longer than a form of ours is. */
const MOST_BODY_BYTES = 2_000;

const PROBLEMS: Partial<Record<ErrorCode, readonly [MailLinkProblem, number]>> = {
  'mail_link.not_found': ['unknown', 404],
  'mail_link.expired': ['expired', 410],
  'mail_link.used_up': ['usedUp', 410],
  'mail_provisioner.unavailable': ['away', 503],
};

function problemOf(error: unknown): readonly [MailLinkProblem, number] {
  if (error instanceof StorageUnavailable) return ['trouble', 503];
  if (!(error instanceof DomainError)) return ['trouble', 500];
  return PROBLEMS[error.code] ?? ['refused', 502];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const actionOf = (body: unknown): MailLinkAction | undefined => {
  const given = body instanceof Object && 'action' in body ? body.action : undefined;
  return MAIL_LINK_ACTIONS.find((action) => action === given);
};

/**
 * The page for links in mails. The link itself gives the right to act, without a session, so a page of another site
 * cannot abuse one. Reading it changes nothing: mail scanners follow links, and do not press buttons.
 */
export function makeMailLinkRoutes(deps: Deps): Router {
  const { webmailUrl, report } = deps;
  const formTargets = [new URL(webmailUrl).origin];

  const tell = (request: Request, response: Response, token: string, error: unknown): void => {
    const [problem, status] = problemOf(error);
    if (status === 500 || status === 502) report(error);
    const language = pageLanguage(request, deps.defaultLanguage);
    sendPage(response, problemPage(problem, token, language), { status, formTargets });
  };

  const show: RequestHandler = async (request, response) => {
    const token = textOf(request.query['token']);
    try {
      const view = await deps.readMailLink(token);
      const page = offerPage(view, token, pageLanguage(request, view.language));
      sendPage(response, page, { status: 200, formTargets });
    } catch (error) {
      tell(request, response, token, error);
    }
  };

  const act: RequestHandler = async (request, response) => {
    const body: unknown = request.body;
    const token = textOf(body instanceof Object && 'token' in body ? body.token : undefined);
    try {
      const action = actionOf(body);
      const origin = describeOrigin(request, response);
      if (action === 'open_mailbox') {
        const { url } = await deps.openMailboxByLink(token, origin);
        response.setHeader('Cache-Control', 'no-store');
        response.setHeader('Referrer-Policy', 'no-referrer');
        response.redirect(303, url);
        return;
      }
      if (action === undefined)
        throw new DomainError('mail_link.not_found', 'The form asks for nothing we know');
      const view = await deps.showPasswordOfLink(token, origin);
      const page = passwordPage(
        { view, password: view.shownPassword, token, webmailUrl },
        pageLanguage(request, view.language),
      );
      sendPage(response, page, { status: 200, formTargets });
    } catch (error) {
      tell(request, response, token, error);
    }
  };

  /** A body that is no form of ours. */
  const unreadable: ErrorRequestHandler = (error: unknown, request, response, next) => {
    const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
    if (!(status >= 400 && status < 500)) {
      next(error);
      return;
    }
    const language = pageLanguage(request, deps.defaultLanguage);
    sendPage(response, problemPage('unknown', '', language), { status, formTargets });
  };

  const router = Router();
  const form = express.urlencoded({ extended: false, limit: MOST_BODY_BYTES, parameterLimit: 10 });
  router
    .route(MAIL_LINK_PATH)
    .get(show)
    .post(form, unreadable, act)
    .all((_request, response) => {
      response.setHeader('Allow', 'GET, HEAD, POST');
      response.status(405).end();
    });
  return router;
}
