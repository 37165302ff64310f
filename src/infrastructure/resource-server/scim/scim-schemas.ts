import SCIMMY from 'scimmy';
import { GROUP_FIELDS, TEAM_EXTENSION, USER_FIELDS } from '../../../domain/access/scim-filter.ts';

const { Attribute, SchemaDefinition } = SCIMMY.Types;
type SchemaDefinition = InstanceType<typeof SchemaDefinition>;

const readOnly = { mutable: false } as const;

/** People, with the attributes that services may see (RFC 7643, section 4.1). None can be changed over SCIM. */
const USER_SCHEMA = new SchemaDefinition(
  'User',
  'urn:ietf:params:scim:schemas:core:2.0:User',
  'Somebody who shares a team with the person on whose behalf the service calls',
  [
    new Attribute('string', 'userName', {
      ...readOnly,
      required: true,
      uniqueness: 'server',
      description: 'Subject at the identity provider',
    }),
    new Attribute('string', 'displayName', { ...readOnly, description: 'Name, if one is known' }),
    new Attribute('boolean', 'active', { ...readOnly, description: 'Whether they may sign in' }),
    new Attribute(
      'complex',
      'emails',
      { ...readOnly, multiValued: true, description: 'One address at most' },
      [
        new Attribute('string', 'value', { ...readOnly, description: 'The address' }),
        new Attribute('string', 'type', { ...readOnly, canonicalValues: ['work'] }),
        new Attribute('boolean', 'primary', { ...readOnly }),
      ],
    ),
    new Attribute(
      'complex',
      'groups',
      { ...readOnly, multiValued: true, description: 'Teams that they share with the person' },
      [
        new Attribute('string', 'value', { ...readOnly, description: 'The id of the group' }),
        new Attribute('string', 'display', { ...readOnly, description: 'The name of the group' }),
        new Attribute('string', 'type', { ...readOnly, canonicalValues: ['direct'] }),
      ],
    ),
  ],
);

/** Teams (RFC 7643, section 4.2). Only members can be changed over SCIM. */
const GROUP_SCHEMA = new SchemaDefinition(
  'Group',
  'urn:ietf:params:scim:schemas:core:2.0:Group',
  'A team that the service may see',
  [
    new Attribute('string', 'displayName', {
      ...readOnly,
      required: true,
      description: 'The name of the team',
    }),
    new Attribute(
      'complex',
      'members',
      {
        multiValued: true,
        description: 'Shown to members; changed with PATCH, by owners and administrators',
      },
      [
        new Attribute('string', 'value', { mutable: 'immutable', description: 'The id of the user' }),
        new Attribute('reference', '$ref', {
          mutable: 'immutable',
          referenceTypes: ['User'],
          description: 'The address of the user',
        }),
        new Attribute('string', 'display', { ...readOnly, description: 'Their name, if one is known' }),
        new Attribute('string', 'type', { mutable: 'immutable', canonicalValues: ['User'] }),
      ],
    ),
  ],
);

/** What says to which team a group belongs: `externalId` is the client's own (RFC 7643, section 3.1), and none of ours. */
const TEAM_SCHEMA = new SchemaDefinition('Team', TEAM_EXTENSION, 'What Régie tells of a group besides', [
  new Attribute('string', 'teamId', {
    ...readOnly,
    description: 'The id of the team at /resource-server/v1.0/teams/',
  }),
]);

/** The resource types: schema, extensions, path, and attributes for filters. */
export const SCIM_RESOURCES = {
  User: { endpoint: '/Users', definition: USER_SCHEMA, extensions: [], kinds: USER_FIELDS },
  Group: { endpoint: '/Groups', definition: GROUP_SCHEMA, extensions: [TEAM_SCHEMA], kinds: GROUP_FIELDS },
} as const;
export type ScimResourceName = keyof typeof SCIM_RESOURCES;

/** The ids of all schemas of a resource (RFC 7643, section 3). */
export const schemasOf = (resource: ScimResourceName): string[] => {
  const { definition, extensions } = SCIM_RESOURCES[resource];
  return [definition, ...extensions].map(({ id }) => id);
};

/**
 * The attribute's name as the schema spells it, after that of its parent attribute; undefined for an unknown one. An
 * extension is the parent of its own attributes (RFC 7644, section 3.10).
 */
export function canonicalAttribute(resource: ScimResourceName, path: string): string[] | undefined {
  const { definition, extensions } = SCIM_RESOURCES[resource];
  for (const extension of extensions) {
    if (path.toLowerCase() === extension.id.toLowerCase()) return [extension.id];
    const parts = attributeOf(extension, path);
    if (parts) return [extension.id, ...parts];
  }
  return attributeOf(definition, path) ?? attributeOf(definition, `${definition.id}:${path}`);
}

/** What a path that begins with the URN of a schema names in it. */
function attributeOf(definition: SchemaDefinition, path: string): string[] | undefined {
  const urn = `${definition.id}:`.toLowerCase();
  if (!path.toLowerCase().startsWith(urn)) return undefined;
  try {
    const names = path.slice(urn.length).split('.');
    return names.map((_, index) => definition.attribute(names.slice(0, index + 1).join('.')).name);
  } catch {
    return undefined;
  }
}
