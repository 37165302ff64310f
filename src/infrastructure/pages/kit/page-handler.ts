import type { Request, RequestHandler, Response } from 'express';
import { HttpError } from '../../http/http-error.ts';

/** Answers one method of a page. */
export type PageHandler = (request: Request, response: Response) => Promise<void>;

/** Tells people by a page what kept another from being shown. */
export type SendFailure = (request: Request, response: Response, error: unknown) => void;

/** Serves pages by method, HEAD as GET: what fails is told by a page too, and other methods are answered 405. */
export const makePageHandler =
  (sendFailure: SendFailure) =>
  (handlers: Readonly<{ GET?: PageHandler; POST?: PageHandler }>): RequestHandler =>
  async (request, response, next) => {
    const handler = request.method === 'POST' ? handlers.POST : handlers.GET;
    if (!['GET', 'HEAD', 'POST'].includes(request.method) || handler === undefined) {
      const served = [...(handlers.GET ? ['GET', 'HEAD'] : []), ...(handlers.POST ? ['POST'] : [])];
      response.setHeader('Allow', served.join(', '));
      response.status(405).end();
      return;
    }
    try {
      await handler(request, response);
    } catch (error) {
      // The client has gone, or the answer has begun: there is nobody to tell.
      if (error instanceof HttpError || response.headersSent) return next(error);
      sendFailure(request, response, error);
    }
  };
