import { z } from 'zod';
import {
  CONTACT_FULL_NAME_MAX_LENGTH,
  CONTACT_SHORT_NAME_MAX_LENGTH,
} from '../../../domain/people/contact.ts';
import type { ContactFor } from '../../../domain/people/contact-abilities.ts';
import { CONTACT_BODY_MAX_BYTES, CONTACT_NOTES_MAX_LENGTH } from '../../../domain/people/contact-bounds.ts';
import type { ContactId } from '../../../domain/shared/ids.ts';
import type { PeopleUseCases } from '../../container/people.ts';
import {
  freeTextInput,
  optionalTextInput,
  searchedTextInput,
  textInput,
  unboundedTextInput,
} from '../procedure/text-input.ts';
import { router, throttledMutation, throttledQuery } from '../procedure/trpc.ts';

const id = z.uuid().transform((text) => text.toLowerCase() as ContactId);
const byId = z.object({ id });
const search = z
  .object({
    /** Part of a name or e-mail address; ignores case and accents. */
    text: searchedTextInput(255).default(''),
    limit: z.int().min(1).max(1000).default(100),
    offset: z.int().min(0).max(1_000_000).default(0),
  })
  .prefault({});
const fullName = textInput(CONTACT_FULL_NAME_MAX_LENGTH);
const shortName = optionalTextInput(CONTACT_SHORT_NAME_MAX_LENGTH).nullable();
/** The domain checks the length of changed notes: those stored before the bound existed may stay. */
const notes = unboundedTextInput;
/** The domain checks its shape: `contact.data_invalid` has path and reason. */
const data = z.record(z.string(), z.unknown());
const creation = z.object({
  fullName,
  shortName: shortName.default(null),
  notes: freeTextInput(CONTACT_NOTES_MAX_LENGTH).default(''),
  data,
  /** The contact that this one overrides, as the person's own version. */
  overrideId: id.nullable().default(null),
});
const change = z.object({
  id,
  fullName: fullName.optional(),
  shortName: shortName.optional(),
  notes: notes.optional(),
  data: data.optional(),
});

const present = ({ contact, abilities }: ContactFor) => ({
  id: contact.id,
  fullName: contact.fullName,
  shortName: contact.shortName,
  notes: contact.notes,
  data: contact.data,
  ownerId: contact.ownerId,
  overrideId: contact.overrideId,
  isProfile: contact.userId !== null,
  abilities,
  createdAt: contact.createdAt.toISOString(),
  updatedAt: contact.updatedAt.toISOString(),
});

export const makeContactsRouter = (useCases: PeopleUseCases) =>
  router({
    /**
     * Public contacts, own contacts, and profiles of the own organization, by name. `limit` of them, or fewer large
     * ones; with `hasMore`, the next ones follow the returned items.
     */
    list: throttledQuery
      .meta({ inBulk: true })
      .input(search)
      .query(async ({ ctx, input: { text, limit, offset } }) => {
        const { items, hasMore } = await useCases.listContacts(ctx.actor, { text, limit, offset });
        return { items: items.map(present), hasMore };
      }),
    /** NOT_FOUND also for other people's contacts. */
    get: throttledQuery
      .input(byId)
      .query(async ({ ctx, input }) => present(await useCases.getContact(ctx.actor, input.id))),
    /** The signed-in person becomes owner. */
    create: throttledMutation
      .meta({ largestBody: CONTACT_BODY_MAX_BYTES })
      .input(creation)
      .mutation(async ({ ctx, input }) => present(await useCases.createContact(ctx.actor, input))),
    /** Changes the given members; owners only. */
    update: throttledMutation
      .meta({ largestBody: CONTACT_BODY_MAX_BYTES })
      .input(change)
      .mutation(async ({ ctx, input: { id: contactId, ...changes } }) =>
        present(await useCases.updateContact(ctx.actor, contactId, changes)),
      ),
    /** Owners only, and not the account's own profile. */
    delete: throttledMutation.input(byId).mutation(async ({ ctx, input }) => {
      await useCases.deleteContact(ctx.actor, input.id);
    }),
  });
