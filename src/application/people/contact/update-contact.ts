import type { Contact } from '../../../domain/people/contact.ts';
import { type ContactFor, ensureMayUseContact } from '../../../domain/people/contact-abilities.ts';
import { ensureContactFits } from '../../../domain/people/contact-bounds.ts';
import { parseContactData } from '../../../domain/people/contact-data.ts';
import type { ContactId } from '../../../domain/shared/ids.ts';
import type { Actor } from '../../shared/actor.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';

/** The changes; undefined members keep their value. */
type Changes = Readonly<{
  [Field in 'fullName' | 'shortName' | 'notes']?: Contact[Field] | undefined;
}> & { /** Unchecked: its shape is checked here. */ readonly data?: unknown };
type Deps = { unitOfWork: UnitOfWork<Pick<Repositories, 'contacts'>>; clock: Clock };
export type UpdateContact = (actor: Actor, id: ContactId, changes: Changes) => Promise<ContactFor>;

/**
 * Changes a contact that the actor owns. The contact that it overrides stays the same.
 *
 * @throws DomainError `contact.not_found`, `contact.action_forbidden`, `contact.data_invalid`, `contact.notes_too_long`,
 *   `contact.data_too_large`
 */
export const makeUpdateContact =
  ({ unitOfWork, clock }: Deps): UpdateContact =>
  (actor, id, { fullName, shortName, notes, data }) =>
    unitOfWork.run(async ({ contacts }) => {
      const { contact: before, abilities } = ensureMayUseContact(await contacts.lock(id), actor, 'patch');
      const contact: Contact = {
        ...before,
        fullName: fullName ?? before.fullName,
        shortName: shortName === undefined ? before.shortName : shortName,
        notes: notes ?? before.notes,
        data: data === undefined ? before.data : parseContactData(data),
        updatedAt: clock.now(),
      };
      ensureContactFits(contact, before);
      await contacts.update(contact);
      return { contact, abilities };
    });
