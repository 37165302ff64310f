import { DomainError } from '../../../domain/shared/errors.ts';
import { readableReason } from './readable-reason.ts';
import { retryAfterSeconds } from './retry-after.ts';

/** A dimail answer with its unparsed body. */
export type DimailAnswer = Readonly<{
  status: number;
  headers: Readonly<Record<string, string | undefined>>;
  text: string;
}>;

/** Errors of undici for an answer that is not readable HTTP. */
const UNREADABLE = /^(HPE_|UND_ERR_RES_EXCEEDED_MAX_SIZE$|UND_ERR_HEADERS_OVERFLOW$)/;

const codeOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';

/**
 * The failure of a call without an answer, or with an unreadable one. Only the name, code and message of the thrown
 * error are kept: nothing that could contain the request's headers.
 */
export function transportFailure(call: string, thrown: unknown): DomainError {
  const code = codeOf(thrown);
  const { name, message } = thrown instanceof Error ? thrown : new Error('unknown failure');
  const cause = new Error([name, code, message].filter((part) => part !== '').join(': '));
  return UNREADABLE.test(code)
    ? new DomainError('mail_provisioner.unexpected', `${call}: unreadable answer`, { cause })
    : new DomainError('mail_provisioner.unavailable', `${call}: no answer`, { cause });
}

/** Whether an answer means "not now" rather than "no": the same call may succeed later. */
export const isOutageStatus = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/** The failure for an answer, for any call; the message is for the log. */
export function answerFailure(call: string, answer: DimailAnswer, now: Date): DomainError {
  const { status, headers } = answer;
  const message = `${call}: ${status} ${readableReason(answer)}`.trimEnd();
  if (isOutageStatus(status)) {
    const delay = retryAfterSeconds(headers['retry-after'], now);
    return new DomainError(
      'mail_provisioner.unavailable',
      message,
      delay === undefined ? {} : { retryAfterSeconds: delay },
    );
  }
  if (status === 401 || status === 403) {
    return new DomainError('mail_provisioner.forbidden', message);
  }
  return status === 404
    ? new DomainError('mail_provisioner.not_found', message)
    : new DomainError('mail_provisioner.unexpected', message);
}
