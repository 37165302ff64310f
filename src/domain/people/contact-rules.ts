import { DomainError, type ErrorCode } from '../shared/errors.ts';
import type { ContactId } from '../shared/ids.ts';
import type { Contact } from './contact.ts';
import { type ContactViewer, contactAbilities, type KnownContact } from './contact-abilities.ts';

type Links = Pick<Contact, 'id' | 'ownerId' | 'overrideId' | 'userId'>;
type Rule = Readonly<{
  code: ErrorCode;
  message: string;
  isBroken: (contact: Links, overridden: Links | undefined) => boolean;
}>;

/** Rules for every contact, whoever writes it (contract/rest-api.md 2.7). */
const RULES: readonly Rule[] = [
  {
    code: 'contact.override_unowned',
    message: 'Only an owned contact overrides another',
    isBroken: ({ overrideId, ownerId }) => overrideId !== null && ownerId === null,
  },
  {
    code: 'contact.overrides_itself',
    message: 'A contact does not override itself',
    isBroken: ({ id, overrideId }) => overrideId === id,
  },
  {
    code: 'contact.overrides_override',
    message: 'The overridden contact overrides another one',
    isBroken: (_contact, overridden) => (overridden?.overrideId ?? null) !== null,
  },
  {
    code: 'contact.profile_not_owned',
    message: 'A profile is owned by its user',
    isBroken: ({ userId, ownerId }) => userId !== null && userId !== ownerId,
  },
];

/**
 * Refuses a contact whose links to others break a rule.
 *
 * @param overridden the contact it overrides, if any
 * @throws DomainError of the first broken rule (`contact.…`)
 */
export function ensureSoundLinks(contact: Links, overridden?: Links): void {
  const broken = RULES.find(({ isBroken }) => isBroken(contact, overridden));
  if (broken) throw new DomainError(broken.code, broken.message);
}

/**
 * The contact to override. A contact that the person cannot see counts as absent (deviation D18).
 *
 * @throws DomainError `contact.override_unknown`
 */
export function ensureMayOverride(
  id: ContactId,
  known: KnownContact | undefined,
  viewer: ContactViewer,
): Contact {
  if (known && contactAbilities(known, viewer).get) return known.contact;
  throw new DomainError('contact.override_unknown', 'No such contact to override', { params: { id } });
}
