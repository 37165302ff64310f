import type { WebhookAnswer } from '../../domain/webhook/webhook-failure.ts';
import { ForbiddenAddressError } from './network-guard.ts';

const TLS_CODE =
  /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/;
const TIMEOUT_CODE = /^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/;

/** An error and its causes: connecting to several addresses fails with one for each. */
function* chainOf(error: unknown): Generator<Error> {
  if (!(error instanceof Error)) return;
  yield error;
  yield* chainOf(error.cause);
  if (error instanceof AggregateError) for (const each of error.errors) yield* chainOf(each);
}

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : '');

/** The result of a call without an answer. Libraries' errors are distinguished by code, never by message. */
export function answerForError(error: unknown): WebhookAnswer {
  const chain = [...chainOf(error)];
  const is = (matches: (each: Error) => boolean) => chain.some(matches);
  if (is((each) => each instanceof ForbiddenAddressError)) {
    return { result: 'refused', failure: 'forbidden_address', status: null };
  }
  const isTimeout = is((each) => each.name === 'TimeoutError' || TIMEOUT_CODE.test(codeOf(each)));
  const isTls = is((each) => TLS_CODE.test(codeOf(each)));
  const failure = isTimeout ? 'timeout' : isTls ? 'tls' : 'unreachable';
  return { result: 'unavailable', failure, status: null };
}
