import type { Request } from 'express';
import { isLongerThan } from '../../../domain/shared/text-length.ts';
import { HttpError } from '../../http/http-error.ts';
import type { MessageKey } from '../../http/messages/messages-en.ts';
import { parseUuid } from '../wire/uuid.ts';

/** Longest text of a parameter, in characters. */
const PARAMETER_MAX_LENGTH = 1_000;

const refusal = (name: string, key: MessageKey, value: string) =>
  new HttpError(400, (translate) => ({ [name]: [translate(key, { value })] }));

/**
 * A parameter of the URL, to be bounded by its reader; the last one when it is repeated, undefined when it is missing or
 * empty.
 *
 * @throws HttpError 400 naming the parameter when it contains NUL (deviation D44)
 */
export function unboundedQueryText({ query }: Pick<Request, 'query'>, name: string): string | undefined {
  const given = query[name];
  const value = Array.isArray(given) ? given.at(-1) : given;
  if (typeof value !== 'string' || value === '') return undefined;
  if (value.includes('\0')) throw refusal(name, 'null_characters', value);
  // Stored names are composed (NFC), and so is the text to search.
  return value.normalize('NFC');
}

/**
 * A text to search.
 * @throws HttpError 400 naming the parameter, as `unboundedQueryText`, and when it is longer than any such text
 */
export function queryText(request: Pick<Request, 'query'>, name: string): string | undefined {
  const value = unboundedQueryText(request, name);
  if (value === undefined || !isLongerThan(value, PARAMETER_MAX_LENGTH)) return value;
  throw new HttpError(400, (translate) => ({
    [name]: [translate('too_long', { max: PARAMETER_MAX_LENGTH })],
  }));
}

/** An id. @throws HttpError 400 naming the parameter when it is not a UUID (deviation D44) */
export function queryId<Id extends string>(request: Pick<Request, 'query'>, name: string): Id | undefined {
  const value = queryText(request, name);
  if (value === undefined) return undefined;
  const id = parseUuid(value);
  if (id === undefined) throw refusal(name, 'invalid_uuid', value);
  return id as Id;
}
