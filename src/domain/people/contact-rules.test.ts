import { describe, expect, it } from 'vitest';
import type { ContactId, OrganizationId, UserId } from '../shared/ids.ts';
import type { Contact } from './contact.ts';
import { ensureMayOverride, ensureSoundLinks } from './contact-rules.ts';

const [me, other] = ['me', 'other'] as [UserId, UserId];
const [mine, theirs, base] = ['mine', 'theirs', 'base'] as [ContactId, ContactId, ContactId];
const town = 'town' as OrganizationId;
const plain = { id: mine, ownerId: me, overrideId: null, userId: null };
const target = { id: theirs, ownerId: null, overrideId: null, userId: null };
const refusal = (code: string) => expect.objectContaining({ code });

describe('links between contacts', () => {
  it.each([
    ['a plain contact', plain, undefined],
    ['a public contact', { ...plain, ownerId: null }, undefined],
    ['a profile', { ...plain, userId: me }, undefined],
    ['an override', { ...plain, overrideId: theirs }, target],
    ['an override that is a profile', { ...plain, overrideId: theirs, userId: me }, target],
  ])('%s is sound', (_name, contact, overridden) => {
    expect(() => ensureSoundLinks(contact, overridden)).not.toThrow();
  });

  it.each([
    ['nobody owns overrides', 'override_unowned', { ...plain, ownerId: null, overrideId: theirs }, target],
    ['overrides itself', 'overrides_itself', { ...plain, overrideId: mine }, undefined],
    [
      'overrides an override',
      'overrides_override',
      { ...plain, overrideId: theirs },
      { ...target, overrideId: base },
    ],
    ['is the profile of another', 'profile_not_owned', { ...plain, userId: other }, undefined],
    ['is a profile nobody owns', 'profile_not_owned', { ...plain, ownerId: null, userId: me }, undefined],
  ])('one that %s is refused', (_name, code, contact, overridden) => {
    expect(() => ensureSoundLinks(contact, overridden)).toThrow(refusal(`contact.${code}`));
  });
});

describe('what may be overridden', () => {
  const viewer = { userId: me, organizationId: town };
  const known = (ownerId: UserId | null, userId: UserId | null, profileOrganizationId = town) => ({
    contact: { ...target, ownerId, userId } as Contact,
    profileOrganizationId,
  });

  it.each([
    ['a public contact', known(null, null)],
    ['an own contact', known(me, null)],
    ['the profile of a colleague', known(other, other)],
  ])('%s may', (_name, it) => expect(ensureMayOverride(theirs, it, viewer)).toBe(it.contact));

  it.each([
    ['what is not there', undefined],
    ['the private contact of another', known(other, null)],
    ['a profile elsewhere', known(other, other, 'elsewhere' as OrganizationId)],
  ])('%s may not, and gets the same answer', (_name, it) => {
    expect(() => ensureMayOverride(theirs, it, viewer)).toThrow(
      expect.objectContaining({ code: 'contact.override_unknown', params: { id: theirs } }),
    );
  });
});
