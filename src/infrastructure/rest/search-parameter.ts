import type { Request } from 'express';
import { HttpError } from '../http/http-error.ts';

/** The text of `?q=`, the last one when there are several; empty when there is none. @throws HttpError 400 (D44) */
export function searchParameter(query: Request['query']): string {
  const given = query['q'];
  const text = Array.isArray(given) ? given.at(-1) : given;
  if (typeof text !== 'string') return '';
  if (text.includes('\0')) throw new HttpError(400, (translate) => ({ q: [translate('null_characters')] }));
  return text;
}
