import SCIMMY from 'scimmy';
import { GROUP_FIELDS, USER_FIELDS } from '../../../domain/access/scim-filter.ts';

const { Attribute, SchemaDefinition } = SCIMMY.Types;

const readOnly = { mutable: false } as const;
const exact = { mutable: false, caseExact: true } as const;

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
      description: 'Subject at the identity provider; also the externalId',
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
        new Attribute('string', 'value', { ...exact, description: 'The id of the group' }),
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
  'A team that the service may see; its externalId is the id of the team at /resource-server/v1.0/teams/',
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
        new Attribute('string', 'value', {
          mutable: 'immutable',
          caseExact: true,
          description: 'The id of the user',
        }),
        new Attribute('string', 'type', { mutable: 'immutable', canonicalValues: ['User'] }),
      ],
    ),
  ],
);

/** The resource types: schema, path, and attributes for filters. */
export const SCIM_RESOURCES = {
  User: { endpoint: '/Users', definition: USER_SCHEMA, kinds: USER_FIELDS },
  Group: { endpoint: '/Groups', definition: GROUP_SCHEMA, kinds: GROUP_FIELDS },
} as const;
export type ScimResourceName = keyof typeof SCIM_RESOURCES;

/** The attribute's name as the schema spells it, after that of its parent attribute; undefined for an unknown one. */
export function canonicalAttribute(resource: ScimResourceName, path: string): string[] | undefined {
  const { definition } = SCIM_RESOURCES[resource];
  const urn = `${definition.id}:`.toLowerCase();
  const bare = path.toLowerCase().startsWith(urn) ? path.slice(urn.length) : path;
  try {
    const names = bare.split('.');
    return names.map((_, index) => definition.attribute(names.slice(0, index + 1).join('.')).name);
  } catch {
    return undefined;
  }
}
