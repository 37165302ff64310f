import { type RequestHandler, Router } from 'express';
import type { RecognizeAccountService } from '../../application/access/account-service/recognize-account-service.ts';
import type { Language } from '../../domain/shared/language.ts';
import { requestLanguage } from '../http/request-language.ts';
import {
  allowOf,
  answerWith,
  checkAccept,
  methodNotAllowed,
  servedMethod,
} from '../rest/serving/path-serving.ts';
import type { AccountServicePath } from './account-service-path.ts';
import { apiKey } from './api-key.ts';

type Options = {
  readonly recognizeAccountService: RecognizeAccountService;
  readonly defaultLanguage: Language;
};

/** Serves paths to programs with API keys, each with and without its final slash. Nothing else identifies anybody here. */
export function makeAccountServiceBridge(paths: readonly AccountServicePath[], options: Options): Router {
  const router = Router({ strict: false, caseSensitive: true });
  for (const path of paths) router.all(path.path, serve(path, options));
  return router;
}

function serve({ operations, scope }: AccountServicePath, options: Options): RequestHandler {
  const allow = allowOf(operations);

  return async (request, response) => {
    response.setHeader('Content-Language', requestLanguage(request, options.defaultLanguage));
    response.setHeader('Allow', allow);
    if (request.method === 'OPTIONS') {
      response.status(204).end();
      return;
    }
    checkAccept(request);
    await options.recognizeAccountService(apiKey(request), scope);
    const operation = operations[servedMethod(request) as 'GET'];
    if (!operation) throw methodNotAllowed(request.method);
    await answerWith(response, await operation.handle(request));
  };
}
