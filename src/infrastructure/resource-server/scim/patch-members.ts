import { type ScimResource, scimPatch } from 'scim-patch';
import {
  MEMBER_FIELDS,
  type MemberField,
  matchesScimFilter,
  type ScimFilter,
} from '../../../domain/access/scim-filter.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import { parseUuid } from '../../rest/wire/uuid.ts';
import { parseScimFilter } from './parse-scim-filter.ts';
import { isObject, isOfSchema, scimAttributes } from './scim-attributes.ts';
import { ScimRefusal } from './scim-refusal.ts';
import { canonicalAttribute, SCIM_RESOURCES } from './scim-schemas.ts';

type Member = { readonly value: UserId };
type Group = ScimResource & { members?: Member[] };
type Verb = 'add' | 'remove' | 'replace';
type Given = { readonly op: Verb; readonly path: string | undefined; readonly value: unknown };
/** With `selected`, on the members that a filter selects; without `members`, on all of them. */
type Operation = {
  readonly op: Verb;
  readonly members?: readonly Member[] | undefined;
  readonly selected?: ScimFilter<MemberField>;
};
/** The name of a member, where one is known. */
type NameOf = (id: UserId) => string | null | undefined;

/** A change of the members of a group. */
export type MembersPatch = Readonly<{
  /** Whether it selects members by anything but their ids. */
  selectsByName: boolean;
  /** The members there are to be, from those there are. @throws ScimRefusal `noTarget` */
  apply(members: readonly UserId[], nameOf: NameOf): readonly UserId[];
}>;

const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const VERBS: readonly string[] = ['add', 'remove', 'replace'];
const MOST_OPERATIONS = 100;
const MOST_VALUES = 1000;
const MEMBER_TYPE = 'User';
/** A path that ends with its filter: what followed it would be another filter, about the group. */
const ONE_FILTER = /^[^[]+\[(?:[^\]"]|"(?:[^"\\]|\\.)*")*\]$/s;
const FILTER_FIELDS = {
  kinds: MEMBER_FIELDS,
  resource: 'Group',
  // Each member is matched by itself.
  sets: [],
  // What is not understood must not select: `not (nickName eq "x")` would be everybody.
  refusesUnknown: true,
} as const;

const noTarget = () => new ScimRefusal('noTarget', 'scim_patch_no_target');
const malformed = () => new ScimRefusal('invalidSyntax', 'scim_patch_syntax');

/**
 * Reads a PATCH request (RFC 7644, section 3.5.2) that changes the members of a group. Only paths and values about members
 * are passed to the library that applies them: it would follow any path into any object.
 *
 * @throws ScimRefusal `invalidSyntax`, `invalidPath`, `invalidValue`, `invalidFilter`, `mutability`
 */
export function readMembersPatch(body: unknown): MembersPatch {
  const operations = readOperations(body);
  return {
    selectsByName: operations.some(({ selected }) => selected !== undefined && names(selected)),
    apply: (members, nameOf) => {
      const group = operations.reduce((before, operation) => applied(before, operation, nameOf), {
        schemas: [SCIM_RESOURCES.Group.definition.id],
        meta: { resourceType: 'Group', created: new Date(0), lastModified: new Date(0), location: '' },
        members: members.map((value) => ({ value })),
      } as Group);
      return (group.members ?? []).map(({ value }) => value);
    },
  };
}

function names(filter: ScimFilter<MemberField>): boolean {
  switch (filter.op) {
    case 'and':
    case 'or':
      return filter.filters.some(names);
    case 'not':
      return names(filter.filter);
    case 'never':
      return false;
    case 'present':
    case 'compare':
      return filter.field === 'members.display';
  }
}

function readOperations(body: unknown): readonly Operation[] {
  const message = scimAttributes(body);
  const operations = message.get('operations');
  if (!isOfSchema(message.get('schemas'), PATCH_SCHEMA)) throw malformed();
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > MOST_OPERATIONS) {
    throw malformed();
  }
  return operations.flatMap((operation: unknown) => {
    const given = scimAttributes(operation);
    const [op, path, value] = [given.get('op'), given.get('path'), given.get('value')];
    const verb = typeof op === 'string' ? op.toLowerCase() : '';
    if (!VERBS.includes(verb) || (path !== undefined && typeof path !== 'string')) throw malformed();
    return unfolded({ op: verb as Verb, path, value });
  });
}

/** Without a path, the value is a partial resource: it becomes one operation for each of its attributes. */
function unfolded(given: Given): readonly Operation[] {
  const { op, path, value } = given;
  if (path !== undefined) return [checked(given)];
  if (op === 'remove') throw new ScimRefusal('noTarget', 'scim_patch_path');
  if (!isObject(value)) throw malformed();
  return Object.entries(value).map(([name, part]) => checked({ op, path: name, value: part }));
}

function checked({ op, path = '', value }: Given): Operation {
  const [name = '', filter] = path.split('[', 2);
  const [attribute, part] = canonicalAttribute('Group', name) ?? [];
  if (attribute === undefined) throw new ScimRefusal('invalidPath', 'scim_patch_path');
  if (attribute !== 'members') throw new ScimRefusal('mutability', 'scim_patch_members_only');
  if (part !== undefined) throw new ScimRefusal('invalidPath', 'scim_patch_path');
  if (filter === undefined) {
    const takesAll = op === 'remove' && (value === undefined || value === null);
    return { op, members: takesAll ? undefined : readMembers(value) };
  }
  if (op !== 'remove') throw new ScimRefusal('invalidPath', 'scim_patch_path');
  if (!ONE_FILTER.test(path)) throw new ScimRefusal('invalidFilter', 'scim_filter_invalid');
  // `members[…]` is a filter by its form.
  return { op, selected: parseScimFilter<MemberField>(path, FILTER_FIELDS) };
}

function readMembers(value: unknown): readonly Member[] {
  const given: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (given.length > MOST_VALUES) throw new ScimRefusal('invalidValue', 'scim_patch_value');
  return [...new Set(given.map(readMember))].map((id) => ({ value: id }));
}

/** Groups are no members here, whatever their id. @throws ScimRefusal `invalidValue` */
function readMember(item: unknown): UserId {
  const refusal = new ScimRefusal('invalidValue', 'scim_patch_value');
  if (!isObject(item)) throw refusal;
  const member = scimAttributes(item);
  const [value, type] = [member.get('value'), member.get('type') ?? MEMBER_TYPE];
  const id = typeof value === 'string' ? parseUuid(value) : undefined;
  const isUser = typeof type === 'string' && type.toLowerCase() === MEMBER_TYPE.toLowerCase();
  if (id === undefined || !isUser) throw refusal;
  return id as UserId;
}

function applied(group: Group, { op, members, selected }: Operation, nameOf: NameOf): Group {
  if (op !== 'remove') return scimPatch(group, [{ op, path: 'members', value: members }]);
  if (selected !== undefined) return removed(group, matching(group, selected, nameOf));
  return members === undefined ? scimPatch(group, [{ op, path: 'members' }]) : removed(group, members);
}

/** The library would treat the removal of no member as the removal of all. */
function removed(group: Group, members: readonly Member[]): Group {
  if (members.length === 0 || group.members === undefined) return group;
  return scimPatch(group, [{ op: 'remove', path: 'members', value: [...members] }]);
}

/**
 * The members that a filter selects.
 * @throws ScimRefusal `noTarget` (RFC 7644, table 9): the client would believe that an access was revoked
 */
function matching(
  { members = [] }: Group,
  filter: ScimFilter<MemberField>,
  nameOf: NameOf,
): readonly Member[] {
  const found = members.filter(({ value }) => {
    const values = { 'members.value': value, 'members.display': nameOf(value) ?? null };
    return matchesScimFilter(filter, MEMBER_FIELDS, (field) => [
      { 'members.type': MEMBER_TYPE, ...values }[field],
    ]);
  });
  if (found.length === 0) throw noTarget();
  return found;
}
