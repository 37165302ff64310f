import { z } from 'zod';

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
    externalId: z.string().optional(),
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
    externalId: z.uuid(),
    displayName: z.string(),
    members: z.array(z.object({ value: z.uuid(), type: z.literal('User') })).optional(),
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

/** A change of members (RFC 7644, section 3.5.2). `readMembersPatch` reads its content. */
export const patchSchema = z
  .looseObject({
    schemas: z.array(z.string()).meta({ description: 'urn:ietf:params:scim:api:messages:2.0:PatchOp' }),
    Operations: z.array(z.unknown()).meta({
      description: 'op (add, remove, replace), path (members, or members[value eq "…"] to remove), value',
    }),
  })
  .meta({ id: 'ScimPatch' });

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
