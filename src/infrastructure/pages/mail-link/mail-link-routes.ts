import { type Request, type RequestHandler, type Response, Router } from 'express';
import { StorageUnavailable } from '../../../application/shared/storage-unavailable.ts';
import { DomainError, type ErrorCode } from '../../../domain/shared/errors.ts';
import type { Language } from '../../../domain/shared/language.ts';
import type { MailboxPasswordUseCases } from '../../container/identity/mailbox-passwords.ts';
import type { MailboxUseCases } from '../../container/mailboxes.ts';
import { describeOrigin } from '../../http/describe-origin.ts';
import { pageLanguage } from '../kit/page-language.ts';
import { readForm } from '../kit/read-form.ts';
import type { SendPage } from '../kit/send-page.ts';
import {
  MAIL_LINK_ACTIONS,
  type MailLinkAction,
  type MailLinkProblem,
  offerPage,
  passwordPage,
  problemPage,
} from './mail-link-pages.ts';
import { MAIL_LINK_PATH } from './mail-link-path.ts';

type Deps = Pick<MailboxUseCases, 'readMailLink' | 'openMailboxByLink' | 'showPasswordOfLink'> &
  Pick<MailboxPasswordUseCases, 'mayChooseByMailLink' | 'chooseByMailLink'> & {
    readonly webmailUrl: string;
    readonly defaultLanguage: Language;
    readonly sendPage: SendPage;
    readonly report: (error: unknown) => void;
  };

const PROBLEMS: Partial<Record<ErrorCode, readonly [MailLinkProblem, number]>> = {
  'mail_link.not_found': ['unknown', 404],
  'mail_link.expired': ['expired', 410],
  'mail_link.used_up': ['usedUp', 410],
  'password_link.not_offered': ['usedUp', 410],
  'mail_link.password_unreadable': ['unreadable', 410],
  'mail_provisioner.unavailable': ['away', 503],
  'installation.quarantined': ['trouble', 503],
};

function problemOf(error: unknown): readonly [MailLinkProblem, number] {
  if (error instanceof StorageUnavailable) return ['trouble', 503];
  if (!(error instanceof DomainError)) return ['trouble', 500];
  return PROBLEMS[error.code] ?? ['refused', 502];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const actionOf = (given: string | null): MailLinkAction | undefined =>
  MAIL_LINK_ACTIONS.find((action) => action === given);

/**
 * The page for links in mails. The link itself gives the right to act, without a session, so a page of another site
 * cannot abuse one. Reading it changes nothing: mail scanners follow links, and do not press buttons.
 */
export function makeMailLinkRoutes(deps: Deps): Router {
  const { webmailUrl, sendPage, report } = deps;
  const formTargets = [new URL(webmailUrl).origin];

  const tell = (request: Request, response: Response, token: string, error: unknown): void => {
    const [problem, status] = problemOf(error);
    // The operator alone can bring back a key that is missing.
    if (status === 500 || status === 502 || problem === 'unreadable') report(error);
    const language = pageLanguage(request, deps.defaultLanguage);
    sendPage(response, problemPage(problem, token, language), { status, formTargets });
  };

  const show: RequestHandler = async (request, response) => {
    const token = textOf(request.query['token']);
    try {
      const view = await deps.readMailLink(token);
      const choosesPassword = await deps.mayChooseByMailLink(token);
      const page = offerPage({ view, token, choosesPassword }, pageLanguage(request, view.language));
      sendPage(response, page, { status: 200, formTargets });
    } catch (error) {
      tell(request, response, token, error);
    }
  };

  const act: RequestHandler = async (request, response) => {
    const fields = await readForm(request);
    if (typeof fields === 'number') {
      const language = pageLanguage(request, deps.defaultLanguage);
      sendPage(response, problemPage('unknown', '', language), { status: fields, formTargets });
      return;
    }
    const token = fields.get('token') ?? '';
    try {
      const action = actionOf(fields.get('action'));
      const origin = describeOrigin(request, response);
      if (action === 'open_mailbox' || action === 'choose_password') {
        const follow = action === 'open_mailbox' ? deps.openMailboxByLink : deps.chooseByMailLink;
        const { url } = await follow(token, origin);
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

  const router = Router();
  router
    .route(MAIL_LINK_PATH)
    .get(show)
    .post(act)
    .all((_request, response) => {
      response.setHeader('Allow', 'GET, HEAD, POST');
      response.status(405).end();
    });
  return router;
}
