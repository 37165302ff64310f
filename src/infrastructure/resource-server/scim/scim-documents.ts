import { z } from 'zod';
import { TEAM_EXTENSION } from '../../../domain/access/scim-filter.ts';

const metaSchema = z.object({
  resourceType: z.string(),
  created: z.iso.datetime({ offset: true }),
  lastModified: z.iso.datetime({ offset: true }),
  location: z.url(),
  version: z.string().optional(),
});

/** A person (RFC 7643, section 4.1), for the API description. */
export const userSchema = z
  .object({
    schemas: z.array(z.string()),
    id: z.uuid(),
    userName: z.string(),
    displayName: z.string().nullish(),
    active: z.boolean(),
    emails: z.array(z.object({ value: z.string(), primary: z.boolean(), type: z.literal('work') })),
    groups: z.array(z.object({ value: z.uuid(), display: z.string(), type: z.literal('direct') })),
    meta: metaSchema,
  })
  .meta({ id: 'ScimUser' });

/** A team (RFC 7643, section 4.2), for the API description. */
export const groupSchema = z
  .object({
    schemas: z.array(z.string()),
    id: z.uuid(),
    displayName: z.string(),
    members: z
      .array(
        z.object({
          value: z.uuid(),
          $ref: z.url(),
          display: z.string().optional(),
          type: z.literal('User'),
        }),
      )
      .optional(),
    [TEAM_EXTENSION]: z.object({ teamId: z.uuid() }).optional(),
    meta: metaSchema,
  })
  .meta({ id: 'ScimGroup' });

/** A list of resources (RFC 7644, section 3.4.2), for the API description. */
export const listSchema = <Resource extends z.ZodType>(resource: Resource) =>
  z.object({
    schemas: z.array(z.string()),
    totalResults: z.int(),
    startIndex: z.int(),
    itemsPerPage: z.int(),
    Resources: z.array(resource),
  });

/**
 * A change of members (RFC 7644, section 3.5.2). `readMembersPatch` reads its content: attribute names are
 * case-insensitive, which a schema cannot express.
 */
export const patchSchema = z
  .looseObject({
    schemas: z.unknown().optional().meta({ description: 'urn:ietf:params:scim:api:messages:2.0:PatchOp' }),
    Operations: z.unknown().optional().meta({
      description: 'op (add, remove, replace), path (members, or members[value eq "…"] to remove), value',
    }),
  })
  .meta({ id: 'ScimPatch' });

/** A query by POST (RFC 7644, section 3.4.3). What it holds is read by `readSearchBody`, for the same reason. */
export const searchSchema = z
  .looseObject({
    schemas: z
      .unknown()
      .optional()
      .meta({ description: 'urn:ietf:params:scim:api:messages:2.0:SearchRequest' }),
    filter: z.unknown().optional().meta({ description: 'RFC 7644, section 3.4.2.2' }),
    startIndex: z.unknown().optional().meta({ description: 'from 1' }),
    count: z.unknown().optional().meta({ description: 'up to 100; 20 without it' }),
    attributes: z.unknown().optional().meta({ description: 'the only attributes wanted, an array of names' }),
    excludedAttributes: z
      .unknown()
      .optional()
      .meta({ description: 'attributes to leave out, an array of names' }),
  })
  .meta({ id: 'ScimSearch' });

export const SELECTION_QUERY = {
  attributes: 'the only attributes wanted, separated by commas',
  excludedAttributes: 'attributes to leave out',
} as const;

export const LIST_QUERY = {
  filter: 'RFC 7644, section 3.4.2.2',
  startIndex: 'from 1',
  count: 'up to 100; 20 without it',
  ...SELECTION_QUERY,
} as const;
