import { type ScimResource, scimPatch } from 'scim-patch';
import { matchesScimFilter } from '../../../domain/access/scim-filter.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import { parseUuid } from '../../rest/wire/uuid.ts';
import { parseScimFilter } from './parse-scim-filter.ts';
import { ScimRefusal } from './scim-refusal.ts';
import { canonicalAttribute, SCIM_RESOURCES } from './scim-schemas.ts';

type Member = { readonly value: UserId };
type Group = ScimResource & { members?: Member[] };
type Verb = 'add' | 'remove' | 'replace';
type Operation = { readonly op: Verb; readonly path: string | undefined; readonly value: unknown };

const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const VERBS: readonly string[] = ['add', 'remove', 'replace'];
const MOST_OPERATIONS = 100;
const MOST_VALUES = 1000;
const MEMBER_FIELDS = {
  kinds: { 'members.value': 'exact' },
  schema: SCIM_RESOURCES.Group.definition.id,
  // Each member is matched by itself.
  sets: [],
} as const;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads a PATCH request (RFC 7644, section 3.5.2) that changes the members of a group, and returns a function from the
 * present members to the new ones. Only paths and values about members are passed to the library that applies them: it
 * would follow any path into any object.
 *
 * @throws ScimRefusal `invalidSyntax`, `invalidPath`, `invalidValue`, `mutability`; also from the returned function,
 *   `invalidFilter`
 */
export function readMembersPatch(body: unknown): (members: readonly UserId[]) => readonly UserId[] {
  const operations = readOperations(body);
  return (members) => {
    const group = operations.reduce(applied, {
      schemas: [SCIM_RESOURCES.Group.definition.id],
      meta: { resourceType: 'Group', created: new Date(0), lastModified: new Date(0), location: '' },
      members: members.map((value) => ({ value })),
    } as Group);
    return (group.members ?? []).map(({ value }) => value);
  };
}

function readOperations(body: unknown): readonly Operation[] {
  const malformed = new ScimRefusal('invalidSyntax', 'scim_patch_syntax');
  if (!isObject(body)) throw malformed;
  const { schemas, Operations: operations } = body;
  if (!Array.isArray(schemas) || !schemas.includes(PATCH_SCHEMA)) throw malformed;
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > MOST_OPERATIONS) {
    throw malformed;
  }
  return operations.flatMap((operation: unknown) => {
    if (!isObject(operation)) throw malformed;
    const { op, path, value } = operation;
    const verb = typeof op === 'string' ? op.toLowerCase() : '';
    if (!VERBS.includes(verb) || (path !== undefined && typeof path !== 'string')) throw malformed;
    return unfolded({ op: verb as Verb, path, value });
  });
}

/** Without a path, the value is a partial resource: it becomes one operation for each of its attributes. */
function unfolded(operation: Operation): readonly Operation[] {
  const { op, path, value } = operation;
  if (path !== undefined) return [checked(operation)];
  if (op === 'remove') throw new ScimRefusal('noTarget', 'scim_patch_path');
  if (!isObject(value)) throw new ScimRefusal('invalidSyntax', 'scim_patch_syntax');
  return Object.entries(value).map(([name, part]) => checked({ op, path: name, value: part }));
}

function checked(operation: Operation): Operation {
  const { op, path = '', value } = operation;
  const [name = '', filter] = path.split('[', 2);
  const [attribute, part] = canonicalAttribute('Group', name) ?? [];
  if (attribute === undefined) throw new ScimRefusal('invalidPath', 'scim_patch_path');
  if (attribute !== 'members') throw new ScimRefusal('mutability', 'scim_patch_members_only');
  if (part !== undefined) throw new ScimRefusal('invalidPath', 'scim_patch_path');
  if (filter === undefined) {
    const takesAll = op === 'remove' && (value === undefined || value === null);
    return { op, path: 'members', value: takesAll ? undefined : readMembers(value) };
  }
  if (op !== 'remove') throw new ScimRefusal('invalidPath', 'scim_patch_path');
  return { op, path, value: undefined };
}

function readMembers(value: unknown): readonly Member[] {
  const given: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (given.length > MOST_VALUES) throw new ScimRefusal('invalidValue', 'scim_patch_value');
  const ids = given.map((item) => {
    const id = isObject(item) && typeof item['value'] === 'string' ? parseUuid(item['value']) : undefined;
    if (id === undefined) throw new ScimRefusal('invalidValue', 'scim_patch_value');
    return id as UserId;
  });
  return [...new Set(ids)].map((id) => ({ value: id }));
}

function applied(group: Group, { op, path = '', value }: Operation): Group {
  if (op !== 'remove') return scimPatch(group, [{ op, path, value }]);
  if (path !== 'members') return removed(group, matching(group, path));
  return value === undefined ? scimPatch(group, [{ op, path }]) : removed(group, value as readonly Member[]);
}

/** The library would treat the removal of no member as the removal of all. */
function removed(group: Group, members: readonly Member[]): Group {
  if (members.length === 0 || group.members === undefined) return group;
  return scimPatch(group, [{ op: 'remove', path: 'members', value: [...members] }]);
}

/** The members selected by `members[…]`: such a path has the form of a filter. */
function matching({ members = [] }: Group, path: string): readonly Member[] {
  const filter = parseScimFilter<'members.value'>(path, MEMBER_FIELDS);
  return members.filter(({ value }) => matchesScimFilter(filter, MEMBER_FIELDS.kinds, () => [value]));
}
