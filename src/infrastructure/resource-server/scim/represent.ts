import { createHash } from 'node:crypto';
import type {
  DirectoryMember,
  DirectoryUser,
} from '../../../application/access/resource-server/directory-queries.ts';
import type { VersionedGroup } from '../../../application/access/resource-server/read-directory.ts';
import { TEAM_EXTENSION } from '../../../domain/access/scim-filter.ts';
import { verifiedEmail } from '../../../domain/people/email-verification.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import { schemasOf } from './scim-schemas.ts';

/** A SCIM resource before attributes are selected. */
export type Representation = Readonly<Record<string, unknown>>;

/** A weak entity tag (RFC 7644, section 3.14): equal resources have equal tags. */
const entityTag = (version: string): string => `W/"${version}"`;

const hashOf = (resource: Representation): string =>
  createHash('sha256').update(JSON.stringify(resource)).digest('hex').slice(0, 32);

const emailsOf = (email: string | null) =>
  email === null || email === '' ? [] : [{ value: email, primary: true, type: 'work' }];

/** The permanent address of a person (RFC 7643, section 3.1), also for `Me`. */
export const userLocation = (id: UserId, base: string): string => `${base}/Users/${id}`;

/** The attributes of a person for all viewers. */
export const userAttributes = ({ user, groups }: DirectoryUser) => ({
  schemas: schemasOf('User'),
  id: user.id,
  active: user.isActive,
  userName: user.sub,
  emails: emailsOf(verifiedEmail(user)),
  groups: groups.map(({ externalId, name }) => ({ value: externalId, display: name, type: 'direct' })),
});

export function representUser(view: DirectoryUser, base: string): { resource: Representation; etag: string } {
  const { user } = view;
  const resource = {
    ...userAttributes(view),
    ...(user.name === null ? {} : { displayName: user.name }),
  };
  const dates = { created: user.createdAt.toISOString(), lastModified: user.updatedAt.toISOString() };
  const etag = entityTag(hashOf({ ...resource, ...dates }));
  const location = userLocation(user.id, base);
  return {
    resource: { ...resource, meta: { resourceType: 'User', ...dates, location, version: etag } },
    etag,
  };
}

const representMember = ({ id, name }: DirectoryMember, base: string) => ({
  value: id,
  $ref: userLocation(id, base),
  ...(name === null ? {} : { display: name }),
  type: 'User',
});

/** Members and version are left out together: the version is computed from the members. */
export function representGroup(
  { team, members, version }: VersionedGroup,
  base: string,
  withMembers = true,
): { resource: Representation; etag: string } {
  const etag = entityTag(version);
  const resource = {
    schemas: schemasOf('Group'),
    id: team.externalId,
    displayName: team.name,
    ...(members === undefined ? {} : { members: members.map((member) => representMember(member, base)) }),
    [TEAM_EXTENSION]: { teamId: team.id },
    meta: {
      resourceType: 'Group',
      created: team.createdAt.toISOString(),
      lastModified: team.updatedAt.toISOString(),
      location: `${base}/Groups/${team.externalId}`,
      ...(withMembers ? { version: etag } : {}),
    },
  };
  return { resource, etag };
}

/** Whether a header of conditions (RFC 9110, 13.1) contains an entity tag, or is `*`. Weak tags compare by name. */
export function namesTag(header: string | undefined, version: string): boolean {
  const bare = version.replace(/^W\//, '').replaceAll('"', '');
  const tags = (header ?? '').split(',').map((tag) => tag.trim());
  return tags.some((tag) => tag === '*' || tag.replace(/^W\//, '') === `"${bare}"`);
}
