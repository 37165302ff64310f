import type { Request } from 'express';
import type { DirectoryRequest } from '../../../application/access/resource-server/directory-queries.ts';
import { unboundedQueryText } from '../../rest/serving/query-parameters.ts';
import { type FilterFields, parseScimFilter } from './parse-scim-filter.ts';
import { isOfSchema, scimAttributes } from './scim-attributes.ts';
import { ScimRefusal } from './scim-refusal.ts';
import { type NamedAttributes, namedByQuery } from './select-attributes.ts';

/** What a client asks of a list, be it by the URL or by a body. */
export type ListQuery = NamedAttributes &
  Readonly<{ filter: string | undefined; startIndex: number | undefined; count: number | undefined }>;

/** Default and greatest number of resources of a list (RFC 7644, section 3.4.2.4). */
const USUAL_COUNT = 20;
export const LARGEST_COUNT = 100;
const LARGEST_INDEX = 1_000_000_000;

const SEARCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

/** @throws ScimRefusal `invalidValue` */
function queryNumber(request: Request, name: string): number | undefined {
  const text = unboundedQueryText(request, name);
  if (text === undefined) return undefined;
  if (!/^[+-]?\d{1,20}$/.test(text)) throw new ScimRefusal('invalidValue', 'scim_number_invalid', { name });
  return Number(text);
}

/** What the URL asks for. @throws ScimRefusal `invalidValue` */
export const listByQuery = (request: Request): ListQuery => ({
  ...namedByQuery(request),
  filter: unboundedQueryText(request, 'filter'),
  startIndex: queryNumber(request, 'startIndex'),
  count: queryNumber(request, 'count'),
});

/**
 * The list that the body of a search requests (RFC 7644, section 3.4.3). Its order is ignored, as in URLs: lists are not
 * sorted.
 *
 * @throws ScimRefusal `invalidSyntax` for what is no SearchRequest, `invalidValue`
 */
export function listByBody(body: unknown): ListQuery {
  const asked = scimAttributes(body);
  if (!isOfSchema(asked.get('schemas'), SEARCH_SCHEMA)) {
    throw new ScimRefusal('invalidSyntax', 'scim_search_syntax');
  }
  const given = (name: string): unknown => asked.get(name.toLowerCase()) ?? undefined;
  const number = (name: string): number | undefined => {
    const value = given(name);
    if (value === undefined || Number.isSafeInteger(value)) return value as number | undefined;
    throw new ScimRefusal('invalidValue', 'scim_number_invalid', { name });
  };
  const names = (name: string): readonly string[] | undefined => {
    const value = given(name);
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
    throw new ScimRefusal('invalidValue', 'scim_names_invalid', { name });
  };
  const filter = given('filter');
  if (filter !== undefined && typeof filter !== 'string') {
    throw new ScimRefusal('invalidFilter', 'scim_filter_invalid');
  }
  return {
    filter: filter === '' ? undefined : filter,
    startIndex: number('startIndex'),
    count: number('count'),
    attributes: names('attributes'),
    excludedAttributes: names('excludedAttributes'),
  };
}

const within = (value: number | undefined, usual: number, least: number, most: number): number =>
  Math.min(Math.max(value ?? usual, least), most);

/**
 * What a list is asked for; numbers beyond the bounds are brought back to them.
 *
 * @throws ScimRefusal `invalidFilter`
 */
export const readListRequest = <Field extends string>(
  { filter, startIndex, count }: ListQuery,
  fields: FilterFields<Field>,
): DirectoryRequest<Field> => ({
  filter: filter === undefined ? undefined : parseScimFilter(filter, fields),
  startIndex: within(startIndex, 1, 1, LARGEST_INDEX),
  count: within(count, USUAL_COUNT, 0, LARGEST_COUNT),
});

/** The body of a list (RFC 7644, section 3.4.2). */
export const listResponse = (total: number, startIndex: number, resources: readonly unknown[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
  totalResults: total,
  startIndex,
  itemsPerPage: resources.length,
  Resources: resources,
});
