import type { Request } from 'express';
import { z } from 'zod';
import {
  CONTACT_FULL_NAME_MAX_LENGTH,
  CONTACT_SHORT_NAME_MAX_LENGTH,
} from '../../../domain/people/contact.ts';
import type { ContactFor } from '../../../domain/people/contact-abilities.ts';
import { CONTACT_BODY_MAX_BYTES, CONTACT_NOTES_MAX_LENGTH } from '../../../domain/people/contact-bounds.ts';
import type { ContactId } from '../../../domain/shared/ids.ts';
import type { PeopleUseCases } from '../../container/people.ts';
import { DEEPEST_JSON, isTextNestedTooDeeply } from '../../http/body/json-depth.ts';
import { HttpError } from '../../http/http-error.ts';
import { presentParts } from '../../http/present-parts.ts';
import { idParameter } from '../serving/id-parameter.ts';
import { operation, type RestCall, type RestPath } from '../serving/route.ts';
import { searchParameter } from '../serving/search-parameter.ts';
import { charField } from '../wire/char-field.ts';
import { optionalForeignKeyField } from '../wire/id-field.ts';
import { contactDataField } from './contact-data-field.ts';

const contactSchema = z
  .object({
    id: z.uuid(),
    abilities: z.object({ get: z.boolean(), patch: z.boolean(), put: z.boolean(), delete: z.boolean() }),
    override: z.uuid().nullable(),
    data: z.record(z.string(), z.unknown()),
    full_name: z.string(),
    notes: z.string(),
    owner: z.uuid().nullable(),
    short_name: z.string().nullable(),
  })
  .meta({ id: 'Contact' });

const fullName = { max: CONTACT_FULL_NAME_MAX_LENGTH };
const fields = {
  override: optionalForeignKeyField<ContactId>('The contact of which this is the own version; never changes'),
  data: contactDataField(),
  short_name: charField({
    max: CONTACT_SHORT_NAME_MAX_LENGTH,
    optional: true,
    allowNull: true,
    allowBlank: true,
  }),
};
const notes = {
  optional: true,
  allowBlank: true,
  multiline: true,
  documentedMax: CONTACT_NOTES_MAX_LENGTH,
} as const;
const createBody = z
  .object({
    full_name: charField(fullName),
    ...fields,
    notes: charField({ ...notes, max: CONTACT_NOTES_MAX_LENGTH }),
  })
  .meta({ id: 'ContactCreation' });
/** Notes that exceeded the bound before it existed may be sent back unchanged: the domain compares them. */
const changedNotes = { notes: charField(notes) };
const putBody = z
  .object({ full_name: charField(fullName), ...fields, ...changedNotes })
  .meta({ id: 'ContactReplacement' });
const patchBody = z
  .object({ full_name: charField({ ...fullName, optional: true }), ...fields, ...changedNotes })
  .meta({ id: 'ContactChange' });

const presentContact = ({ contact, abilities }: ContactFor) => ({
  id: contact.id,
  abilities,
  override: contact.overrideId,
  data: contact.data,
  full_name: contact.fullName,
  notes: contact.notes,
  owner: contact.ownerId,
  short_name: contact.shortName,
});

/** In a form, contact information is JSON in a text field (contract/rest-api.md 1.3). */
function readData(request: Request, data: unknown): unknown {
  const isForm = /^multipart\/form-data\b/i.test(request.headers['content-type'] ?? '');
  if (!isForm || typeof data !== 'string') return data;
  if (isTextNestedTooDeeply(data)) {
    throw new HttpError(400, (translate) => ({ data: [translate('json_too_deep', { max: DEEPEST_JSON })] }));
  }
  try {
    return JSON.parse(data);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new HttpError(400, (translate) => ({ data: [translate('invalid_json')] }));
  }
}

/** `contacts/…` of contract/rest-api.md 3.5. */
export const makeContactResource = (useCases: PeopleUseCases): readonly RestPath[] => {
  const contactId = ({ params }: Pick<RestCall, 'params'>) => idParameter<ContactId>(params['id']);

  const references = {
    override: ({ actor }: RestCall, ids: readonly string[]) =>
      useCases.findHiddenContacts(actor, ids as readonly ContactId[]),
  };
  /** A caller who may not change a contact is refused before the body is read (1.4). */
  const may = (action: 'put' | 'patch') => async (call: RestCall) =>
    void (await useCases.getContact(call.actor, contactId(call), action));

  const update = async (call: RestCall<z.output<typeof putBody> | z.output<typeof patchBody>>) => {
    const { actor, request, body } = call;
    const changed = await useCases.updateContact(actor, contactId(call), {
      fullName: body.full_name,
      shortName: body.short_name,
      notes: body.notes,
      data: readData(request, body.data),
    });
    return { status: 200, body: presentContact(changed) };
  };

  return [
    {
      path: '/contacts/',
      tag: 'contacts',
      throttled: true,
      operations: {
        GET: operation({
          operationId: 'contacts_list',
          summary: 'Public contacts, own contacts, and profiles of the own organization',
          query: { q: 'part of a name or e-mail address; case and accents do not count' },
          success: { status: 200, schema: z.array(contactSchema) },
          inBulk: true,
          handle: async ({ actor, request }) => {
            const found = useCases.walkContacts(actor, searchParameter(request.query));
            return { status: 200, parts: presentParts(found, presentContact) };
          },
        }),
        POST: operation({
          operationId: 'contacts_create',
          summary: 'Adds a contact to those of the signed-in person',
          body: createBody,
          largestBody: CONTACT_BODY_MAX_BYTES,
          references,
          success: { status: 201, schema: contactSchema },
          handle: async ({ actor, request, body }) => {
            const created = await useCases.createContact(actor, {
              fullName: body.full_name,
              shortName: body.short_name ?? null,
              notes: body.notes ?? '',
              data: readData(request, body.data),
              overrideId: body.override ?? null,
            });
            return { status: 201, body: presentContact(created) };
          },
        }),
      },
    },
    {
      path: '/contacts/:id/',
      tag: 'contacts',
      throttled: true,
      operations: {
        GET: operation({
          operationId: 'contacts_retrieve',
          summary: 'One contact',
          success: { status: 200, schema: contactSchema },
          handle: async (call) => ({
            status: 200,
            body: presentContact(await useCases.getContact(call.actor, contactId(call))),
          }),
        }),
        PUT: operation({
          operationId: 'contacts_update',
          summary: 'Changes a contact; what is left out stays as it is',
          body: putBody,
          largestBody: CONTACT_BODY_MAX_BYTES,
          references,
          check: may('put'),
          success: { status: 200, schema: contactSchema },
          handle: update,
        }),
        PATCH: operation({
          operationId: 'contacts_partial_update',
          summary: 'Changes what is given',
          body: patchBody,
          largestBody: CONTACT_BODY_MAX_BYTES,
          references,
          check: may('patch'),
          success: { status: 200, schema: contactSchema },
          handle: update,
        }),
        DELETE: operation({
          operationId: 'contacts_destroy',
          summary: 'Removes a contact of the signed-in person, except their profile',
          success: { status: 204 },
          handle: async (call) => {
            await useCases.deleteContact(call.actor, contactId(call));
            return { status: 204 };
          },
        }),
      },
    },
  ];
};
