import type { Request } from 'express';
import type { DirectoryRequest } from '../../../application/access/resource-server/directory-queries.ts';
import { unboundedQueryText } from '../../rest/serving/query-parameters.ts';
import { type FilterFields, parseScimFilter } from './parse-scim-filter.ts';
import { ScimRefusal } from './scim-refusal.ts';

/** Default and greatest number of resources of a list (RFC 7644, section 3.4.2.4). */
const USUAL_COUNT = 20;
export const LARGEST_COUNT = 100;
const LARGEST_INDEX = 1_000_000_000;

/** A whole number; one beyond the bounds is replaced by the nearest bound. @throws ScimRefusal `invalidValue` */
function readNumber(request: Request, name: string, least: number, most: number): number | undefined {
  const text = unboundedQueryText(request, name);
  if (text === undefined) return undefined;
  if (!/^[+-]?\d{1,20}$/.test(text)) throw new ScimRefusal('invalidValue', 'scim_number_invalid', { name });
  return Math.min(Math.max(Number(text), least), most);
}

/**
 * The filter and window of a list request.
 *
 * @throws ScimRefusal `invalidFilter`, `invalidValue`
 */
export function readListRequest<Field extends string>(
  request: Request,
  fields: FilterFields<Field>,
): DirectoryRequest<Field> {
  const filter = unboundedQueryText(request, 'filter');
  return {
    filter: filter === undefined ? undefined : parseScimFilter(filter, fields),
    startIndex: readNumber(request, 'startIndex', 1, LARGEST_INDEX) ?? 1,
    count: readNumber(request, 'count', 0, LARGEST_COUNT) ?? USUAL_COUNT,
  };
}

/** The body of a list (RFC 7644, section 3.4.2). */
export const listResponse = (total: number, startIndex: number, resources: readonly unknown[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
  totalResults: total,
  startIndex,
  itemsPerPage: resources.length,
  Resources: resources,
});
