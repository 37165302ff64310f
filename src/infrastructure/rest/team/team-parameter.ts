import type { TeamId } from '../../../domain/shared/ids.ts';
import { HttpError } from '../../http/http-error.ts';
import { idParameter } from '../serving/id-parameter.ts';
import type { RestCall } from '../serving/route.ts';

/**
 * The team of a path below it; an id in upper case is invalid there (contract/rest-api.md 1.10).
 * @throws HttpError 404
 */
export function teamParameter({ params }: Pick<RestCall, 'params'>): TeamId {
  const text = params['team'] ?? '';
  if (/[A-Z]/.test(text)) throw new HttpError(404, (translate) => ({ detail: translate('not_found') }));
  return idParameter<TeamId>(text);
}
