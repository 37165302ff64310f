import type { Request, RequestHandler, Response } from 'express';
import { StorageUnavailable } from '../../../application/shared/storage-unavailable.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { HttpError } from '../../http/http-error.ts';
import type { OpenidProblem } from '../../openid-provider/openid-pages.ts';
import { pageLanguage } from '../kit/page-language.ts';
import type { SendPage } from '../kit/send-page.ts';
import { providerProblemPage } from './provider-pages.ts';

type Deps = Readonly<{
  sendPage: SendPage;
  defaultLanguage: Language;
  report: (error: unknown) => void;
}>;

type Handler = (request: Request, response: Response) => Promise<void>;

/** Serves pages by method: what fails is told to people by a page too, and other methods are answered 405. */
export const makePageHandler =
  ({ sendPage, defaultLanguage, report }: Deps) =>
  (handlers: Readonly<{ GET?: Handler; POST?: Handler }>): RequestHandler =>
  async (request, response, next) => {
    const handler = request.method === 'POST' ? handlers.POST : handlers.GET;
    const isServed = ['GET', 'HEAD', 'POST'].includes(request.method) && handler !== undefined;
    if (!isServed) {
      response.setHeader('Allow', [
        ...(handlers.GET ? ['GET', 'HEAD'] : []),
        ...(handlers.POST ? ['POST'] : []),
      ]);
      response.status(405).end();
      return;
    }
    try {
      await handler(request, response);
    } catch (error) {
      // The client has gone, or the answer has begun: there is nobody to tell.
      if (error instanceof HttpError || response.headersSent) return next(error);
      const isAway = error instanceof StorageUnavailable;
      if (!isAway) report(error);
      const problem: OpenidProblem = isAway ? 'unavailable' : 'trouble';
      const page = providerProblemPage(problem, pageLanguage(request, defaultLanguage));
      sendPage(response, page, { status: isAway ? 503 : 500 });
    }
  };
