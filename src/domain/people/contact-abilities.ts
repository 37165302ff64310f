import { DomainError } from '../shared/errors.ts';
import type { OrganizationId, UserId } from '../shared/ids.ts';
import type { Contact } from './contact.ts';

/** The person who looks at contacts. */
export type ContactViewer = Readonly<{ userId: UserId; organizationId: OrganizationId | null }>;

/**
 * A contact, and the organization of the person whose profile it is; null for other contacts, and for people who were
 * deactivated (deviation D121).
 */
export type KnownContact = Readonly<{ contact: Contact; profileOrganizationId: OrganizationId | null }>;

/** What a person may do with a contact; the API returns it as `abilities` (contract/rest-api.md 3.5). */
export type ContactAbilities = Readonly<{ get: boolean; patch: boolean; put: boolean; delete: boolean }>;

const OWNED = { get: true, patch: true, put: true, delete: true };
const ABILITIES = {
  owned: OWNED,
  own_profile: { ...OWNED, delete: false },
  shown: { get: true, patch: false, put: false, delete: false },
  hidden: { get: false, patch: false, put: false, delete: false },
} as const satisfies Record<string, ContactAbilities>;

/** The relation of a contact to a viewer. People without an organization share no contacts (deviation D15). */
function relation({ contact, profileOrganizationId }: KnownContact, viewer: ContactViewer) {
  if (contact.ownerId === viewer.userId) return contact.userId === null ? 'owned' : 'own_profile';
  if (contact.ownerId === null) return 'shown';
  const isColleague =
    contact.userId !== null &&
    profileOrganizationId !== null &&
    profileOrganizationId === viewer.organizationId;
  return isColleague ? 'shown' : 'hidden';
}

export const contactAbilities = (known: KnownContact, viewer: ContactViewer): ContactAbilities =>
  ABILITIES[relation(known, viewer)];

/** A contact and the asking person's abilities on it. */
export type ContactFor = Readonly<{ contact: Contact; abilities: ContactAbilities }>;

/**
 * The contact, when it exists and `viewer` may do `action` with it. Outsiders must not learn that it exists (deviation
 * D27).
 *
 * @throws DomainError `contact.not_found` when it is absent or hidden, `contact.action_forbidden`
 */
export function ensureMayUseContact(
  known: KnownContact | undefined,
  viewer: ContactViewer,
  action: keyof ContactAbilities,
): ContactFor {
  if (!known) throw new DomainError('contact.not_found', 'No such contact');
  const abilities = contactAbilities(known, viewer);
  if (!abilities.get) throw new DomainError('contact.not_found', 'No such contact');
  if (!abilities[action]) {
    throw new DomainError('contact.action_forbidden', `Only the owner may ${action} a contact`);
  }
  return { contact: known.contact, abilities };
}
