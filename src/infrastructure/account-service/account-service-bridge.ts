import { type RequestHandler, Router } from 'express';
import type { AuthenticateAccountService } from '../../application/access/account-service/authenticate-account-service.ts';
import type { Language } from '../../domain/shared/language.ts';
import { describeOrigin } from '../http/describe-origin.ts';
import { requestLanguage } from '../http/request-language.ts';
import { serveOperations } from '../rest/serving/serve-operations.ts';
import type { AccountServicePath } from './account-service-path.ts';
import { apiKey } from './api-key.ts';

type Options = {
  readonly authenticateAccountService: AuthenticateAccountService;
  readonly defaultLanguage: Language;
};

/** Serves paths to programs with API keys, each with and without its final slash. No other credentials count here. */
export function makeAccountServiceBridge(paths: readonly AccountServicePath[], options: Options): Router {
  const router = Router({ strict: false, caseSensitive: true });
  for (const path of paths) router.all(path.path, serve(path, options));
  return router;
}

const serve = ({ operations, scope }: AccountServicePath, options: Options): RequestHandler =>
  serveOperations(operations, {
    language: (request) => requestLanguage(request, options.defaultLanguage),
    accepts: [],
    identify: async (request, response) =>
      options.authenticateAccountService(apiKey(request), scope, describeOrigin(request, response)),
    callOf: (_service, _operation, request) => ({ request }),
  });
