import { z } from 'zod';
import { STATUS } from '../http/error-mapping.ts';
import type { RestMethod } from './serving/route.ts';

/** What is known of an operation, from which follows how it can fail. */
export type FallibleOperation = Readonly<{
  method: RestMethod;
  /** Whether its path names something. */
  hasParameters: boolean;
  hasBody: boolean;
  /** The scheme by which callers are known; undefined for public paths. */
  security: string | undefined;
  /** Whether it is counted, or its large answers are given one at a time. */
  isThrottled: boolean;
  /** Whether failures are those of SCIM (RFC 7644, section 3.12). */
  isScim: boolean;
  /** Bodies that it has besides, by status. */
  own: Readonly<Record<number, z.ZodType>>;
  /** What a status means there, where that is not what it usually means; it has these in any case. */
  meanings: Readonly<Record<number, string>>;
}>;

const errorSchema = z
  .object({ detail: z.string(), code: z.string().optional() })
  .meta({ id: 'Error', description: 'A sentence, and the stable code of what programs tell apart' });
const problem: z.ZodType = z
  .union([
    z.array(z.string()),
    z.array(z.lazy(() => problem)),
    z.record(
      z.string(),
      z.lazy(() => problem),
    ),
  ])
  .meta({ id: 'FieldProblem', description: 'Sentences; for what is nested, those of its members' });
const fieldErrorsSchema = z.record(z.string(), problem).meta({
  id: 'FieldErrors',
  description: 'Per field what is wrong with it; __all__ and non_field_errors for the whole',
});
const refusedBodySchema = z
  .union([errorSchema, fieldErrorsSchema])
  .meta({ id: 'RefusedBody', description: 'What is wrong with each field, or with the request' });
const scimErrorSchema = z
  .object({
    schemas: z.tuple([z.literal('urn:ietf:params:scim:api:messages:2.0:Error')]),
    status: z.string(),
    scimType: z.string().optional(),
    detail: z.string(),
  })
  .meta({ id: 'ScimError' });

type Rule = Readonly<{
  status: number;
  description: string;
  /** Where it can be; everywhere without it. */
  where?: (operation: FallibleOperation) => boolean;
  schema?: z.ZodType;
}>;

const isWrite = ({ method }: FallibleOperation): boolean => method !== 'GET';

/** Every failure there is, and the operations that have it: of HTTP itself, and of each kind that `STATUS` maps. */
const RULES: readonly Rule[] = [
  {
    status: STATUS.invalid.http,
    description: 'A field, a parameter or the request is wrong, or conflicts with what is there',
    schema: refusedBodySchema,
  },
  {
    status: STATUS.unauthenticated.http,
    description: 'Nobody in particular',
    where: ({ security }) => security !== undefined,
  },
  {
    status: STATUS.forbidden.http,
    description: 'Not allowed',
    where: ({ security }) => security !== undefined,
  },
  {
    status: STATUS.not_found.http,
    description: 'No such object, or none the caller may know of',
    // A body may name what does not exist.
    where: (operation) => operation.hasParameters || isWrite(operation),
  },
  { status: 406, description: 'The client does not take JSON' },
  {
    status: STATUS.precondition_failed.http,
    description: 'Another version is there than If-Match names',
    where: (operation) => operation.isScim && isWrite(operation),
  },
  { status: 413, description: 'The body is too large', where: ({ hasBody }) => hasBody },
  { status: 415, description: 'The body has another media type', where: ({ hasBody }) => hasBody },
  {
    status: STATUS.throttled.http,
    description: 'Too many requests; see Retry-After',
    where: (operation) =>
      operation.security !== undefined &&
      (operation.isThrottled || isWrite(operation) || operation.security === 'accessToken'),
  },
  { status: 500, description: 'A fault of ours, which is reported' },
  {
    status: STATUS.bad_upstream.http,
    description: 'Another system answered in a way that we cannot use',
    where: (operation) => operation.security === 'accessToken' || isWrite(operation),
  },
  { status: STATUS.unavailable.http, description: 'We, or another system, cannot answer now' },
];

/** How an operation can fail, by status, with the bodies of these answers. */
export const failuresOf = (operation: FallibleOperation, mediaType: string) =>
  Object.fromEntries(
    RULES.filter(
      ({ status, where }) => where === undefined || status in operation.meanings || where(operation),
    ).map(({ status, description, schema: usual = errorSchema }) => {
      const own = operation.own[status];
      const schema = operation.isScim ? scimErrorSchema : usual;
      return [
        status,
        {
          description: operation.meanings[status] ?? description,
          content: { [mediaType]: { schema: own ? z.union([schema, own]) : schema } },
        },
      ];
    }),
  );
