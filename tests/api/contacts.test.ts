import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Contact } from '../../src/domain/people/contact.ts';
import { makeContact } from '../builders/make-contact.ts';
import type { ApiClient } from '../support/api-client.ts';
import { type Evry, openEvry } from './evry.ts';
import { expectWireText } from './expect-wire-text.ts';

const ALL = { get: true, patch: true, put: true, delete: true };
const READ = { get: true, patch: false, put: false, delete: false };
const UNKNOWN = '11111111-2222-4333-8444-555555555555';

let evry: Evry;
let shared: Contact;
let own: Contact;
let bobsProfile: Contact;
let bobsSecret: Contact;
let davesProfile: Contact;

beforeAll(async () => {
  evry = await openEvry();
});
afterAll(() => evry.world.close());
beforeEach(async () => {
  const { alice, bob, dave } = evry.people;
  const work = (value: string) => ({ emails: [{ type: 'Work', value }] });
  shared = makeContact({ fullName: 'Public Élodie', shortName: 'Élo', data: work('Elodie@Public.fr') });
  own = makeContact({ fullName: 'Jean Félix', notes: 'n', data: work('jean@evry.fr'), ownerId: alice.id });
  bobsProfile = makeContact({ fullName: 'Bob profile', ownerId: bob.id, userId: bob.id });
  bobsSecret = makeContact({ fullName: "Bob's secret", ownerId: bob.id });
  davesProfile = makeContact({ fullName: 'Dave profile', ownerId: dave.id, userId: dave.id });
  await evry.world.unitOfWork.run(async ({ contacts }) => {
    for (const contact of [shared, own, bobsProfile, bobsSecret, davesProfile])
      await contacts.insert(contact);
  });
  return () =>
    evry.world.unitOfWork.run(async ({ contacts }) => {
      for (const { id } of await everything()) await contacts.delete(id);
    });
});

/** All contacts there are, as their owners see them. */
async function everything(): Promise<readonly Pick<Contact, 'id'>[]> {
  const clients = [evry.alice, evry.bob, evry.carol, evry.dave];
  const lists = await Promise.all(clients.map((client) => client.regie.contacts.list.query({ limit: 1000 })));
  const left = lists.flatMap(({ items }) => items);
  return [...left, shared];
}

const wire = (contact: Contact, abilities: object) => ({
  id: contact.id,
  abilities,
  override: contact.overrideId,
  data: contact.data,
  full_name: contact.fullName,
  notes: contact.notes,
  owner: contact.ownerId,
  short_name: contact.shortName,
});
const post = (client: ApiClient, body: unknown, headers = {}) =>
  client.rest('POST', 'contacts/', body, headers);
const one = (id: string) => `contacts/${id}/`;

describe('contacts/', () => {
  it('lists a bare array with the members in the order of the contract', async () => {
    const mine = await evry.alice.rest('GET', 'contacts/?page=2&page_size=1&ordering=-full_name');
    expect(mine).toMatchObject({ status: 200, headers: { allow: 'GET, POST, HEAD, OPTIONS' } });
    expectWireText(mine.text, [wire(bobsProfile, READ), wire(own, ALL), wire(shared, READ)]);
    expectWireText((await evry.dave.rest('GET', 'contacts')).text, [
      wire(davesProfile, { ...ALL, delete: false }),
      wire(shared, READ),
    ]);
  });

  it.each([
    ['F%C3%89LIX', 'Jean Félix'],
    ['elodie%40public', 'Public Élodie'],
    ['evry.fr', 'Jean Félix'],
    ['zzz&q=felix', 'Jean Félix'],
    ['%25', undefined],
    ['_', undefined],
  ])('finds ?q=%s', async (text, name) => {
    const { body } = await evry.alice.rest('GET', `contacts/?q=${text}`);
    expect((body as { full_name: string }[]).map((contact) => contact.full_name)).toEqual(name ? [name] : []);
  });

  it('takes an empty q for none and refuses a NUL in it', async () => {
    expect((await evry.alice.rest('GET', 'contacts/?q=')).body).toHaveLength(3);
    expect(await evry.alice.rest('GET', 'contacts/?q=a%00')).toMatchObject({
      status: 400,
      body: { q: ['Null characters are not allowed.'] },
    });
  });

  it('creates for the caller, whatever the read-only members say', async () => {
    const data = { emails: [{ type: 'Work', value: 'x' }] };
    const created = await post(evry.alice, {
      full_name: ' New ',
      data,
      short_name: '',
      owner: evry.people.bob.id,
      user: evry.people.alice.id,
      abilities: {},
    });
    expect(created.status).toBe(201);
    const { id } = created.body as { id: string };
    const expected = {
      id,
      abilities: ALL,
      override: null,
      data,
      full_name: 'New',
      notes: '',
      owner: evry.people.alice.id,
      short_name: '',
    };
    expectWireText(created.text, expected);
    expectWireText((await evry.alice.rest('GET', one(id))).text, expected);
  });

  it('creates from a form, whose data is JSON', async () => {
    const form = (data: string) => ({
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: ['full_name', 'F', 'data', data]
        .map((text, index) =>
          index % 2 === 0 ? `--x\r\nContent-Disposition: form-data; name="${text}"\r\n\r\n` : `${text}\r\n`,
        )
        .join('')
        .concat('--x--\r\n'),
    });
    expect(await evry.alice.send('contacts/', form('{"links": []}'))).toMatchObject({
      status: 201,
      body: { full_name: 'F', data: { links: [] } },
    });
    expect(await evry.alice.send('contacts/', form('{'))).toMatchObject({
      status: 400,
      body: { data: ['Value must be valid JSON.'] },
    });
  });

  it('makes a version of another contact, which then hides it from its maker alone', async () => {
    const undashed = shared.id.replaceAll('-', '').toUpperCase();
    const mine = await post(evry.alice, { full_name: 'My', data: {}, override: undashed });
    expect(mine).toMatchObject({ status: 201, body: { override: shared.id } });
    const names = async (client: ApiClient) =>
      ((await client.rest('GET', 'contacts/')).body as { full_name: string }[]).map(
        (contact) => contact.full_name,
      );
    expect(await names(evry.alice)).toEqual(['Bob profile', 'Jean Félix', 'My']);
    expect(await names(evry.dave)).toContain('Public Élodie');
    expect((await evry.alice.rest('GET', one(shared.id))).status).toBe(200);

    expect(await post(evry.alice, { full_name: 'x', data: {}, override: shared.id })).toMatchObject({
      status: 400,
      body: { __all__: ['Contact with this Owner and Override already exists.'] },
    });
    const { id } = mine.body as { id: string };
    expect(await post(evry.alice, { full_name: 'x', data: {}, override: id })).toMatchObject({
      status: 400,
      body: { __all__: ['A contact cannot override a contact that itself overrides a contact.'] },
    });
  });

  const refused: readonly [unknown, object][] = [
    [{}, { full_name: ['This field is required.'] }],
    [{ data: {} }, { full_name: ['This field is required.'] }],
    [{ full_name: 'x' }, { data: ['This field is required.'] }],
    [{ full_name: 'x', data: null }, { data: ['This field may not be null.'] }],
    [{ full_name: ' ', data: {} }, { full_name: ['This field may not be blank.'] }],
    [{ full_name: [], data: {} }, { full_name: ['Not a valid string.'] }],
    [
      { full_name: 'x'.repeat(151), data: {} },
      { full_name: ['Ensure this field has no more than 150 characters.'] },
    ],
    [
      { full_name: null, short_name: 'y'.repeat(31), notes: null, override: 'abc' },
      {
        override: ['“abc” is not a valid UUID.'],
        full_name: ['This field may not be null.'],
        notes: ['This field may not be null.'],
        short_name: ['Ensure this field has no more than 30 characters.'],
      },
    ],
    [{ full_name: 'x', data: 'str' }, { data: ["Validation error in '': 'str' is not of type 'object'"] }],
    [
      { full_name: 'x', data: { emails: [{ type: 'Bad', value: 'a' }] } },
      { data: ["Validation error in 'emails.0.type': 'Bad' is not one of ['Work', 'Home', 'Other']"] },
    ],
    [
      { full_name: 'x', data: {}, override: UNKNOWN },
      { override: [`Invalid pk "${UNKNOWN}" - object does not exist.`] },
    ],
    [{ full_name: 'x', data: {}, override: 12 }, { override: ['Invalid pk "12" - object does not exist.'] }],
    [[], { non_field_errors: ['Invalid data. Expected a dictionary, but got list.'] }],
  ];
  it.each(refused)('refuses to create %j', async (body, expected) => {
    expect(await post(evry.alice, body)).toMatchObject({ status: 400, body: expected });
  });

  it('takes null and blank for no override', async () => {
    for (const override of [null, '']) {
      const created = await post(evry.alice, { full_name: 'x', data: {}, override });
      expect(created).toMatchObject({ status: 201, body: { override: null } });
    }
  });

  it('hides that a contact of another person exists', async () => {
    for (const { id } of [bobsSecret, davesProfile]) {
      expect(await post(evry.alice, { full_name: 'x', data: {}, override: id })).toMatchObject({
        status: 400,
        body: { override: [`Invalid pk "${id}" - object does not exist.`] },
      });
    }
  });

  it('speaks French, validator aside', async () => {
    const french = { 'accept-language': 'fr' };
    const of = async (body: unknown) => (await post(evry.alice, body, french)).body;
    expect(await of({ full_name: 'x', data: {}, override: 'abc' })).toEqual({
      override: ['La valeur «\u00a0abc\u00a0» n’est pas un UUID valide.'],
    });
    expect(await of({ full_name: 'x', data: {}, override: UNKNOWN })).toEqual({
      override: [`Clé primaire « ${UNKNOWN} » non valide - l'objet n'existe pas.`],
    });
    expect(await of({ full_name: 'x', data: [] })).toEqual({
      data: ["Validation error in '': [] is not of type 'object'"],
    });
  });
});

describe('contacts/⟨id⟩/', () => {
  const notFound = { status: 404, body: { detail: 'No Contact matches the given query.' } };
  const forbidden = {
    status: 403,
    body: { detail: 'You do not have permission to perform this action.' },
  };

  it('retrieves what the caller may see', async () => {
    expectWireText((await evry.alice.rest('GET', one(bobsProfile.id))).text, wire(bobsProfile, READ));
    expectWireText(
      (await evry.bob.rest('GET', one(bobsProfile.id))).text,
      wire(bobsProfile, { ...ALL, delete: false }),
    );
    expect(await evry.alice.rest('GET', one('abc'))).toMatchObject({
      status: 404,
      body: { detail: 'Not found.' },
    });
    expect((await evry.alice.rest('GET', one(own.id))).headers.allow).toBe(
      'GET, PUT, PATCH, DELETE, HEAD, OPTIONS',
    );
  });

  it.each(['GET', 'PUT', 'PATCH', 'DELETE'])('%s answers 404 for hidden and absent ones', async (method) => {
    for (const id of [bobsSecret.id, davesProfile.id, UNKNOWN]) {
      expect(await evry.alice.rest(method, one(id), { full_name: '' })).toMatchObject(notFound);
    }
    expect(await evry.dave.rest(method, one(bobsProfile.id))).toMatchObject(notFound);
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('%s answers 403 for visible ones, before the body', async (method) => {
    for (const id of [shared.id, bobsProfile.id]) {
      const bad = { method, headers: { 'content-type': 'text/plain' }, body: '{' };
      expect(await evry.alice.send(one(id), bad)).toMatchObject(forbidden);
    }
  });

  it('looks at the method before the object', async () => {
    expect(await evry.alice.rest('POST', one(UNKNOWN))).toMatchObject({
      status: 405,
      body: { detail: 'Method "POST" not allowed.' },
    });
    expect((await evry.world.visitor.rest('POST', one(UNKNOWN))).status).toBe(401);
  });

  it('changes what is sent', async () => {
    const before = wire(own, ALL);
    const data = { phones: [{ type: 'Main', value: '1' }] };
    const patched = await evry.alice.rest('PATCH', one(own.id), { short_name: 'jj', override: shared.id });
    expect(patched.status).toBe(200);
    expectWireText(patched.text, { ...before, short_name: 'jj' });
    const put = await evry.alice.rest('PUT', one(own.id), { full_name: 'J2' });
    expectWireText(put.text, { ...before, full_name: 'J2', short_name: 'jj' });
    const last = await evry.alice.rest('PATCH', one(own.id), { data, short_name: null, notes: '' });
    const expected = { ...before, data, full_name: 'J2', notes: '', short_name: null };
    expectWireText(last.text, expected);
    expectWireText((await evry.alice.rest('GET', one(own.id))).text, expected);
  });

  it.each([
    ['PUT', { data: {} }, { full_name: ['This field is required.'] }],
    ['PUT', { full_name: 'x', data: null }, { data: ['This field may not be null.'] }],
    [
      'PATCH',
      { data: { x: 1 } },
      { data: ["Validation error in '': Additional properties are not allowed ('x' was unexpected)"] },
    ],
    ['PATCH', { full_name: '' }, { full_name: ['This field may not be blank.'] }],
  ])('%s refuses %j', async (method, body, expected) => {
    expect(await evry.alice.rest(method, one(own.id), body)).toMatchObject({ status: 400, body: expected });
    expectWireText((await evry.alice.rest('GET', one(own.id))).text, wire(own, ALL));
  });

  it('removes an own contact, and never a profile', async () => {
    expect(await evry.alice.rest('DELETE', one(own.id))).toMatchObject({ status: 204, text: '' });
    expect(await evry.alice.rest('GET', one(own.id))).toMatchObject(notFound);
    expect(await evry.bob.rest('DELETE', one(bobsProfile.id))).toMatchObject(forbidden);
  });
});

describe('contacts over tRPC', () => {
  it('lists in parts', async () => {
    const part = await evry.alice.regie.contacts.list.query({ limit: 2 });
    expect(part).toMatchObject({
      items: [{ id: bobsProfile.id, isProfile: true }, { id: own.id }],
      hasMore: true,
    });
    const rest = await evry.alice.regie.contacts.list.query({ limit: 2, offset: 2 });
    expect(rest).toMatchObject({ items: [{ id: shared.id }], hasMore: false });
    const found = await evry.alice.regie.contacts.list.query({ text: 'FELIX' });
    expect(found.items).toEqual([
      {
        id: own.id,
        fullName: 'Jean Félix',
        shortName: null,
        notes: 'n',
        data: own.data,
        ownerId: evry.people.alice.id,
        overrideId: null,
        isProfile: false,
        abilities: ALL,
        createdAt: own.createdAt.toISOString(),
        updatedAt: own.updatedAt.toISOString(),
      },
    ]);
  });

  it('creates, changes and removes', async () => {
    const { contacts } = evry.alice.regie;
    const made = await contacts.create.mutate({ fullName: ' N ', data: {}, overrideId: shared.id });
    expect(made).toMatchObject({
      fullName: 'N',
      shortName: null,
      notes: '',
      overrideId: shared.id,
      abilities: ALL,
    });
    evry.world.clock.advance(60);
    const changed = await contacts.update.mutate({ id: made.id, shortName: 's' });
    expect(changed).toEqual({ ...made, shortName: 's', updatedAt: evry.world.clock.now().toISOString() });
    expect(await contacts.get.query({ id: made.id })).toEqual(changed);
    await contacts.delete.mutate({ id: made.id });
    await expect(contacts.get.query({ id: made.id })).rejects.toMatchObject({
      data: { code: 'NOT_FOUND', domainCode: 'contact.not_found' },
    });
  });

  it('tells refusals apart by their code', async () => {
    const { contacts } = evry.alice.regie;
    await contacts.create.mutate({ fullName: 'x', data: {}, overrideId: shared.id });
    const create = (given: object) => contacts.create.mutate({ fullName: 'x', data: {}, ...given });
    const rows = [
      [() => contacts.get.query({ id: bobsSecret.id }), 'NOT_FOUND', 'contact.not_found', {}],
      [() => contacts.update.mutate({ id: shared.id }), 'FORBIDDEN', 'contact.action_forbidden', {}],
      [
        () => evry.bob.regie.contacts.delete.mutate({ id: bobsProfile.id }),
        'FORBIDDEN',
        'contact.action_forbidden',
        {},
      ],
      [() => create({ overrideId: shared.id }), 'CONFLICT', 'contact.already_overridden', {}],
      [
        () => create({ overrideId: bobsSecret.id }),
        'BAD_REQUEST',
        'contact.override_unknown',
        { id: bobsSecret.id },
      ],
      [
        () => create({ data: { emails: 1 } }),
        'BAD_REQUEST',
        'contact.data_invalid',
        { path: 'emails', reason: "1 is not of type 'array'" },
      ],
      [() => evry.world.visitor.regie.contacts.list.query({}), 'UNAUTHORIZED', 'session.required', {}],
    ] as const;
    for (const [call, code, domainCode, params] of rows) {
      await expect(call()).rejects.toMatchObject({ data: { code, domainCode, params } });
    }
  });
});
