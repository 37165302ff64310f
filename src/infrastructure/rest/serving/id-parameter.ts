import { HttpError } from '../../http/http-error.ts';
import { parseUuid } from '../wire/uuid.ts';

/** An id from the path. @throws HttpError 404 `Not found.` when it is not a UUID (deviation D44) */
export function idParameter<Id extends string>(text: string | undefined): Id {
  const id = parseUuid(text ?? '');
  if (id === undefined) throw new HttpError(404, (translate) => ({ detail: translate('not_found') }));
  return id as Id;
}
