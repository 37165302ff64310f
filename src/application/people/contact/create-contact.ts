import type { Contact } from '../../../domain/people/contact.ts';
import { type ContactFor, contactAbilities } from '../../../domain/people/contact-abilities.ts';
import { ensureContactFits } from '../../../domain/people/contact-bounds.ts';
import { parseContactData } from '../../../domain/people/contact-data.ts';
import { ensureMayOverride, ensureSoundLinks } from '../../../domain/people/contact-rules.ts';
import type { ContactId } from '../../../domain/shared/ids.ts';
import type { Actor } from '../../shared/actor.ts';
import { ensureRoom } from '../../shared/ensure-room.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';

type Input = Pick<Contact, 'fullName' | 'shortName' | 'notes' | 'overrideId'> & {
  /** Unchecked: its shape is checked here. */
  readonly data: unknown;
};
type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'contacts' | 'storedCounts'>>;
  clock: Clock;
  ids: IdGenerator;
  /** Most contacts of one person, their profile included. */
  contactsPerOwnerMax: number;
};
export type CreateContact = (actor: Actor, input: Input) => Promise<ContactFor>;

/**
 * Adds a contact to the actor's address book, possibly as their version of another one.
 *
 * @throws DomainError `contact.override_unknown` also for a contact the actor cannot see, `contact.data_required`,
 *   `contact.data_invalid`, `contact.notes_too_long`, `contact.data_too_large`, `contact.overrides_override`,
 *   `contact.already_overridden`, `list.full`
 */
export const makeCreateContact =
  ({ unitOfWork, clock, ids, contactsPerOwnerMax }: Deps): CreateContact =>
  (actor, input) =>
    unitOfWork.run(async ({ contacts, storedCounts }) => {
      const { overrideId } = input;
      const overridden =
        overrideId === null
          ? undefined
          : ensureMayOverride(overrideId, await contacts.find(overrideId), actor);
      const now = clock.now();
      const contact: Contact = {
        id: ids.next<ContactId>(),
        fullName: input.fullName,
        shortName: input.shortName,
        notes: input.notes,
        data: parseContactData(input.data),
        ownerId: actor.userId,
        overrideId,
        userId: null,
        createdAt: now,
        updatedAt: now,
      };
      ensureContactFits(contact);
      ensureSoundLinks(contact, overridden);
      const own = { kind: 'contacts_of_owner', id: actor.userId } as const;
      await ensureRoom({ storedCounts }, own, contactsPerOwnerMax);
      await contacts.insert(contact);
      return { contact, abilities: contactAbilities({ contact, profileOrganizationId: null }, actor) };
    });
