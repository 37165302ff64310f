import { describe, expect, it } from 'vitest';
import type { OrganizationId, UserId } from '../shared/ids.ts';
import type { Contact } from './contact.ts';
import { contactAbilities, ensureMayUseContact } from './contact-abilities.ts';

const [me, other] = ['me', 'other'] as [UserId, UserId];
const [town, elsewhere] = ['town', 'elsewhere'] as [OrganizationId, OrganizationId];

const ALL = { get: true, patch: true, put: true, delete: true };
const KEEP = { ...ALL, delete: false };
const READ = { get: true, patch: false, put: false, delete: false };
const NONE = { ...READ, get: false };

type Row = readonly [
  string,
  UserId | null,
  UserId | null,
  OrganizationId | null,
  OrganizationId | null,
  object,
];
const ROWS: readonly Row[] = [
  ['owned', me, null, null, town, ALL],
  ['owned, by somebody without organization', me, null, null, null, ALL],
  ['own profile', me, me, town, town, KEEP],
  ['own profile, without organization', me, me, null, null, KEEP],
  ['public', null, null, null, town, READ],
  ['public, to somebody without organization', null, null, null, null, READ],
  ['profile of a colleague', other, other, town, town, READ],
  ['profile of somebody elsewhere', other, other, elsewhere, town, NONE],
  ['profile without organization, to somebody without one', other, other, null, null, NONE],
  ['profile without organization', other, other, null, town, NONE],
  ['profile of a town, to somebody without organization', other, other, town, null, NONE],
  ['private contact of somebody', other, null, null, town, NONE],
  ['private contact of somebody, without organization', other, null, null, null, NONE],
];

describe.each(ROWS)('%s', (_name, ownerId, userId, profileOrganizationId, organizationId, expected) => {
  const contact = { ownerId, userId } as Contact;
  const known = { contact, profileOrganizationId };
  const viewer = { userId: me, organizationId };

  it('has its abilities', () => expect(contactAbilities(known, viewer)).toEqual(expected));

  it.each(['get', 'patch', 'put', 'delete'] as const)('enforces %s as its ability says', (action) => {
    const abilities = contactAbilities(known, viewer);
    const use = () => ensureMayUseContact(known, viewer, action);
    if (abilities[action]) expect(use()).toEqual({ contact, abilities });
    else {
      const code = abilities.get ? 'contact.action_forbidden' : 'contact.not_found';
      expect(use).toThrow(expect.objectContaining({ code }));
    }
  });
});

it('treats an absent contact as a hidden one', () => {
  expect(() => ensureMayUseContact(undefined, { userId: me, organizationId: town }, 'get')).toThrow(
    expect.objectContaining({ code: 'contact.not_found' }),
  );
});
