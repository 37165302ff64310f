import { ensureMayUseContact } from '../../../domain/people/contact-abilities.ts';
import type { ContactId } from '../../../domain/shared/ids.ts';
import type { Actor } from '../../shared/actor.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';

type Deps = { unitOfWork: UnitOfWork<Pick<Repositories, 'contacts'>> };
export type DeleteContact = (actor: Actor, id: ContactId) => Promise<void>;

/**
 * Removes a contact the actor owns, unless it is their profile.
 *
 * @throws DomainError `contact.not_found`, `contact.action_forbidden`
 */
export const makeDeleteContact =
  ({ unitOfWork }: Deps): DeleteContact =>
  (actor, id) =>
    unitOfWork.run(async ({ contacts }) => {
      ensureMayUseContact(await contacts.lock(id), actor, 'delete');
      await contacts.delete(id);
    });
