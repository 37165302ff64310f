import { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express';
import type { z } from 'zod';
import type {
  AuthenticateResourceServerCaller,
  ResourceServerCaller,
} from '../../../application/access/resource-server/authenticate-caller.ts';
import type { ThrottleWrite } from '../../../application/shared/throttling/count-action.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { bearerToken } from '../../http/bearer-token.ts';
import { describeOrigin } from '../../http/describe-origin.ts';
import { isWrite } from '../../http/edge/is-write.ts';
import { HttpError } from '../../http/http-error.ts';
import { translatorFor } from '../../http/messages/translate.ts';
import { requestLanguage } from '../../http/request-language.ts';
import { readBody, readJsonBody } from '../../rest/serving/request-body.ts';
import { rejectMalformedParameters, serveOperations } from '../../rest/serving/serve-operations.ts';
import { invalidFields, readWire } from '../../rest/wire/parse-wire.ts';
import { SCIM_REQUEST_TYPES, SCIM_TYPE } from './scim-types.ts';
import type { ServiceCall, ServiceOperation, ServicePath } from './service-path.ts';

type Options = {
  readonly authenticateResourceServerCaller: AuthenticateResourceServerCaller;
  /** Counts a change that the person asks for through a service. @throws DomainError `request.throttled` */
  readonly throttleWrite: ThrottleWrite;
  readonly defaultLanguage: Language;
  /** Called with the person, for the request's log line. */
  readonly onIdentified: (userId: string) => void;
};

const DIALECTS = {
  contract: { type: 'application/json', accepted: [], read: readBody },
  scim: {
    type: SCIM_TYPE,
    accepted: [SCIM_TYPE],
    read: (request: Request, limit: number | undefined) => readJsonBody(request, SCIM_REQUEST_TYPES, limit),
  },
} as const;

/**
 * Serves the declared paths of the resource server, each with and without its final slash, with the contract's order of
 * checks (1.4). Cookies are ignored. A handler gets its caller through the filter of its operation only.
 */
export function makeServiceBridge(
  paths: readonly ServicePath[],
  options: Options,
  scimFailures: ErrorRequestHandler,
): Router {
  const router = Router({ strict: false, caseSensitive: true });
  for (const path of paths) {
    const checks = path.hasDottedIds ? [] : [rejectMalformedParameters];
    router.all(path.path, ...checks, rejectMalformedTeams, serve(path, options));
  }
  router.use('/scim', notFound, scimFailures);
  return router;
}

const TEAM_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A path below a team without a valid UUID is not a route, for any caller (contract/rest-api.md 1.10, 3.17). */
const rejectMalformedTeams: RequestHandler = ({ params }, _response, next) => {
  const team = params['team'];
  next(team === undefined || TEAM_ID.test(String(team)) ? undefined : 'route');
};

/** Other paths do not exist, and SCIM clients get a SCIM error for them. */
const notFound: RequestHandler = () => {
  throw new HttpError(404, (translate) => ({ detail: translate('not_found') }));
};

function serve({ operations, dialect }: ServicePath, options: Options): RequestHandler {
  const { type, accepted, read } = DIALECTS[dialect];
  const language = (request: Request) => requestLanguage(request, options.defaultLanguage);

  return serveOperations<ServiceOperation, ResourceServerCaller, ServiceCall<never>>(operations, {
    language,
    accepts: accepted,
    answers: type,
    identify: (request, response) => recognize(request, response, options),
    callOf: (caller, { filter }, request) => ({
      request,
      params: request.params as Record<string, string>,
      scope: filter(caller) as never,
      translate: translatorFor(language(request)),
      body: undefined,
    }),
    readBody: async ({ body, largestBody }, _call, request) =>
      body && readFields(body, await read(request, largestBody)),
  });
}

/** @throws HttpError 400 naming every invalid field (contract/rest-api.md 1.4, step 10) */
function readFields(schema: z.ZodType, body: unknown): unknown {
  const reading = readWire(schema, body);
  if ('wrong' in reading) throw invalidFields(reading.wrong);
  return reading.data;
}

async function recognize(
  request: Request,
  response: Response,
  options: Options,
): Promise<ResourceServerCaller> {
  const token = bearerToken(request);
  if (token === undefined) throw new DomainError('session.required', 'No access token');
  const caller = await options.authenticateResourceServerCaller(token, describeOrigin(request, response));
  options.onIdentified(caller.actor.userId);
  if (isWrite(request.method)) await options.throttleWrite(caller.actor);
  return caller;
}
