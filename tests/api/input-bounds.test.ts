import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CONTACT_BODY_MAX_BYTES,
  CONTACT_DATA_MAX_BYTES,
  CONTACT_NOTES_MAX_LENGTH,
} from '../../src/domain/people/contact-bounds.ts';
import { STORED_BOUNDS } from '../../src/domain/shared/stored-bounds.ts';
import { DEEPEST_JSON } from '../../src/infrastructure/http/body/json-depth.ts';
import { USUAL_BODY_BYTES } from '../../src/infrastructure/http/body/usual-body-bytes.ts';
import { makeContact } from '../builders/make-contact.ts';
import { CSRF_TOKEN } from '../support/api-world.ts';
import { exchange } from '../support/http-exchange.ts';
import { type Evry, openEvry } from './evry.ts';
import { openServed, type Served } from './served.ts';

let evry: Evry;
let served: Served;
let cookie: string;
beforeAll(async () => {
  evry = await openEvry({ useCases: { contactsPerOwnerMax: 6 } });
  served = await openServed();
  cookie = `sessionid=${await evry.world.openSession(evry.people.alice)}; csrftoken=${CSRF_TOKEN}`;
});
afterAll(() => Promise.all([evry.world.close(), served.world.close()]));

const JSON_TYPE = { 'content-type': 'application/json' };
const lists = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
/** A JSON object with one member nested so deep, itself included. */
const nested = (depth: number) => `{"x":${lists(depth - 1)}}`;
const tooDeep = { detail: `JSON parse error - nested deeper than ${DEEPEST_JSON} levels` };

const trpc = (path: string, body: string | undefined, headers: Record<string, string> = {}) =>
  exchange(`${evry.world.url}/trpc/${path}`, {
    headers: { cookie, 'x-csrftoken': CSRF_TOKEN, ...JSON_TYPE, ...headers },
    ...(body === undefined ? {} : { method: 'POST', body }),
  });
const trpcError = (code: string) => ({ error: { data: { code } } });

describe('JSON that nests deeper than fifty levels is refused before it is parsed', () => {
  const post = (path: string, body: string) =>
    evry.alice.send(path, { method: 'POST', headers: JSON_TYPE, body });

  it('over REST', async () => {
    expect(await post('teams/', nested(DEEPEST_JSON + 1))).toMatchObject({ status: 400, body: tooDeep });
    expect(await post('teams/', '['.repeat(90_000))).toMatchObject({ status: 400, body: tooDeep });
    expect(await post('teams/', nested(DEEPEST_JSON))).toMatchObject({
      status: 400,
      body: { name: ['This field is required.'] },
    });
  });

  it('in the JSON of a form', async () => {
    const form = (data: string) =>
      evry.alice.send('contacts/', {
        method: 'POST',
        headers: { 'content-type': 'multipart/form-data; boundary=B' },
        body: ['full_name', 'Ana', 'data', data]
          .map((text, index) =>
            index % 2 === 0 ? `--B\r\nContent-Disposition: form-data; name="${text}"\r\n\r\n` : `${text}\r\n`,
          )
          .concat('--B--\r\n')
          .join(''),
      });
    expect(await form(lists(DEEPEST_JSON + 1))).toMatchObject({
      status: 400,
      body: { data: [`nested deeper than ${DEEPEST_JSON} levels`] },
    });
    expect(await form(lists(DEEPEST_JSON))).toMatchObject({
      status: 400,
      body: { data: [expect.stringMatching(/^Validation error/)] },
    });
  });

  it('over tRPC, alone and among others', async () => {
    const good = JSON.stringify({ name: 'In a batch' });
    expect(await trpc('teams.create', nested(DEEPEST_JSON + 1))).toMatchObject({
      status: 400,
      body: trpcError('BAD_REQUEST'),
    });
    expect(await trpc('teams.create', `{"name":"Deep","other":${lists(DEEPEST_JSON - 1)}}`)).toMatchObject({
      status: 200,
    });
    const batch = await trpc('teams.create,teams.create?batch=1', `{"0":${good},"1":${lists(DEEPEST_JSON)}}`);
    expect(batch).toMatchObject({
      status: 400,
      body: [trpcError('BAD_REQUEST'), trpcError('BAD_REQUEST')],
    });
    const { body: teams } = await evry.alice.rest('GET', 'teams/');
    expect((teams as { name: string }[]).map(({ name }) => name)).toEqual(['Deep']);
  });

  it('in the address of a query, however it is written', async () => {
    const input = nested(DEEPEST_JSON + 1);
    for (const written of [encodeURIComponent(input), encodeURI(input)]) {
      expect(await trpc(`teams.list?input=${written}`, undefined)).toMatchObject({
        status: 400,
        body: trpcError('BAD_REQUEST'),
      });
      expect(await trpc(`teams.list?batch=1&input=${written}`, undefined)).toMatchObject({
        status: 400,
        body: [trpcError('BAD_REQUEST')],
      });
    }
    const fine = encodeURIComponent(`{"0":${nested(DEEPEST_JSON - 1)}}`);
    expect(await trpc(`teams.list?batch=1&input=${fine}`, undefined)).toMatchObject({ status: 200 });
    const flat = encodeURIComponent(JSON.stringify({ domainSlug: '[[[{{{'.repeat(13) }));
    expect(await trpc(`mailboxes.list?input=${flat}`, undefined)).toMatchObject({ status: 404 });
  });

  it('by whoever may call at all: others are told that first', async () => {
    const deep = nested(DEEPEST_JSON + 1);
    const anonymous = { cookie: '', 'x-csrftoken': '' };
    expect(await trpc('teams.create', deep, anonymous)).toMatchObject({ status: 401 });
    expect(await trpc('teams.create', deep, { 'x-csrftoken': 'x' })).toMatchObject({ status: 403 });
    expect(await trpc(`teams.list?input=${encodeURIComponent(deep)}`, undefined, anonymous)).toMatchObject({
      status: 401,
    });
    expect(
      await exchange(`${evry.world.url}/api/v1.0/teams/`, { method: 'POST', headers: JSON_TYPE, body: deep }),
    ).toMatchObject({ status: 401 });
  });

  it('from services, in their words', async () => {
    const call = served.through('drive', served.people.alice);
    const send = async (path: string, method: string, type: string, body: string) =>
      exchange(`${served.world.url}/resource-server/v1.0/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${served.tokenOf(served.people.alice, 'drive')}`,
          'content-type': type,
        },
        body,
      });
    expect((await call('GET', 'teams/')).status).toBe(200);
    expect(await send('teams/', 'POST', 'application/json', nested(DEEPEST_JSON + 1))).toMatchObject({
      status: 400,
      body: tooDeep,
    });
    const group = `scim/Groups/${served.teams.own.externalId}`;
    expect(await send(group, 'PATCH', 'application/scim+json', nested(DEEPEST_JSON + 1))).toMatchObject({
      status: 400,
      body: { scimType: 'invalidSyntax', detail: tooDeep.detail },
    });
  });

  it('in a logout token, which nobody has vouched for', async () => {
    const part = Buffer.from('['.repeat(20_000)).toString('base64url');
    const answer = await exchange(`${evry.world.url}/api/v1.0/backchannel-logout/`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `logout_token=${part}.${part}.x`,
    });
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });
});

describe('bodies', () => {
  const padded = (bytes: number) => {
    const text = JSON.stringify({ name: 'Padded' });
    return text + ' '.repeat(bytes - text.length);
  };

  it('of most routes and procedures have a hundred thousand bytes at most', async () => {
    const post = (bytes: number) =>
      evry.alice.send('teams/', { method: 'POST', headers: JSON_TYPE, body: padded(bytes) });
    expect((await post(USUAL_BODY_BYTES)).status).toBe(201);
    expect(await post(USUAL_BODY_BYTES + 1)).toMatchObject({
      status: 413,
      body: { detail: 'The request body is too large.' },
    });
    expect((await trpc('teams.create', padded(USUAL_BODY_BYTES))).status).toBe(200);
    expect(await trpc('teams.create', padded(USUAL_BODY_BYTES + 1))).toMatchObject({
      status: 413,
      body: trpcError('PAYLOAD_TOO_LARGE'),
    });
  });

  it('with contacts have more', async () => {
    const contact = JSON.stringify({ full_name: 'Large', data: {} });
    const post = (bytes: number) =>
      evry.alice.send('contacts/', {
        method: 'POST',
        headers: JSON_TYPE,
        body: contact + ' '.repeat(bytes - contact.length),
      });
    expect((await post(CONTACT_BODY_MAX_BYTES)).status).toBe(201);
    expect((await post(CONTACT_BODY_MAX_BYTES + 1)).status).toBe(413);
    const input = JSON.stringify({ fullName: 'Large', data: {} });
    const create = (bytes: number) => trpc('contacts.create', input + ' '.repeat(bytes - input.length));
    expect((await create(CONTACT_BODY_MAX_BYTES)).status).toBe(200);
    expect((await create(CONTACT_BODY_MAX_BYTES + 1)).status).toBe(413);
  });
});

describe('contacts', () => {
  const data = (bytes: number) => ({
    customFields: { a: 'x'.repeat(bytes - '{"customFields":{"a":""}}'.length) },
  });
  const notes = '🦆'.repeat(CONTACT_NOTES_MAX_LENGTH);
  const tooLong = { notes: ['Ensure this field has no more than 10000 characters.'] };
  const tooLarge = { data: ['Ensure this field takes no more than 64000 bytes as JSON.'] };

  it('take notes and information up to their bounds, over REST and tRPC', async () => {
    const { carol } = evry;
    const created = await carol.rest('POST', 'contacts/', {
      full_name: 'C',
      notes,
      data: data(CONTACT_DATA_MAX_BYTES),
    });
    expect(created.status).toBe(201);
    const { id } = created.body as { id: string };
    for (const [method, extra] of [
      ['PATCH', {}],
      ['PUT', { full_name: 'C' }],
    ] as const) {
      const change = (body: object) => carol.rest(method, `contacts/${id}/`, { ...extra, ...body });
      expect(await change({ notes: `${notes}x` })).toMatchObject({ status: 400, body: tooLong });
      expect(await change({ data: data(CONTACT_DATA_MAX_BYTES + 1) })).toMatchObject({
        status: 400,
        body: tooLarge,
      });
      expect((await change({ notes, data: data(CONTACT_DATA_MAX_BYTES) })).status).toBe(200);
    }
    expect(
      await carol.rest('POST', 'contacts/', { full_name: 'C', notes: `${notes}x`, data: {} }),
    ).toMatchObject({ status: 400, body: tooLong });
    expect(
      await carol.rest('POST', 'contacts/', { full_name: 'C', data: data(CONTACT_DATA_MAX_BYTES + 1) }),
    ).toMatchObject({ status: 400, body: tooLarge });

    const { contacts } = carol.regie;
    await contacts.update.mutate({ id, notes, data: data(CONTACT_DATA_MAX_BYTES) });
    await expect(contacts.update.mutate({ id, notes: `${notes}x` })).rejects.toMatchObject({
      data: { code: 'BAD_REQUEST', domainCode: 'contact.notes_too_long', params: { max: '10000' } },
    });
    await expect(
      contacts.update.mutate({ id, data: data(CONTACT_DATA_MAX_BYTES + 1) }),
    ).rejects.toMatchObject({
      data: { code: 'BAD_REQUEST', domainCode: 'contact.data_too_large', params: { max: '64000' } },
    });
    await expect(
      contacts.create.mutate({ fullName: 'C', notes: `${notes}x`, data: {} }),
    ).rejects.toMatchObject({ data: { code: 'BAD_REQUEST' }, message: expect.stringContaining('"notes"') });
  });

  it('that are larger from before stay readable, and can be changed in all else', async () => {
    const { alice } = evry.people;
    const old = makeContact({ ownerId: alice.id, notes: 'n'.repeat(50_000), data: data(90_000) });
    await evry.world.unitOfWork.run(({ contacts }) => contacts.insert(old));
    const path = `contacts/${old.id}/`;
    expect((await evry.alice.rest('GET', path)).body).toMatchObject({ notes: old.notes, data: old.data });
    expect(await evry.alice.rest('PATCH', path, { full_name: 'Renamed' })).toMatchObject({
      status: 200,
      body: { full_name: 'Renamed', notes: old.notes, data: old.data },
    });
    const same = { full_name: 'Again', notes: old.notes, data: old.data };
    expect(await evry.alice.rest('PUT', path, same)).toMatchObject({ status: 200, body: same });
    await evry.alice.regie.contacts.update.mutate({ id: old.id, fullName: 'Once more', notes: old.notes });
    expect(await evry.alice.rest('PATCH', path, { notes: `${old.notes}n` })).toMatchObject({
      status: 400,
      body: tooLong,
    });
    expect((await evry.alice.rest('PATCH', path, { notes: 'short' })).status).toBe(200);
    expect((await evry.alice.rest('PATCH', path, { notes: old.notes })).status).toBe(400);
  });

  it('are as many for each owner as the installation says', async () => {
    const create = () => evry.dave.rest('POST', 'contacts/', { full_name: 'One of many', data: {} });
    const answers = await Promise.all(Array.from({ length: 10 }, create));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      ...Array(6).fill(201),
      ...Array(4).fill(400),
    ]);
    expect((await create()).body).toEqual({ owner: ['There can be no more than 6 of these.'] });
    await expect(
      evry.dave.regie.contacts.create.mutate({ fullName: 'More', data: {} }),
    ).rejects.toMatchObject({
      data: { code: 'BAD_REQUEST', domainCode: 'list.full', params: { field: 'owner', max: '6' } },
    });
    const { body } = await evry.dave.rest('GET', 'contacts/');
    const [first] = body as { id: string }[];
    expect((await evry.dave.rest('DELETE', `contacts/${first?.id}/`)).status).toBe(204);
    expect((await create()).status).toBe(201);
  });
});

describe('what stands below a team or a domain', () => {
  it('is bounded: webhooks, and destinations of an alias', async () => {
    const { id: teamId } = await evry.bob.regie.teams.create.mutate({ name: 'Hooked' });
    const { teamWebhooks, aliases } = evry.bob.regie;
    const add = () => teamWebhooks.create.mutate({ teamId, url: 'https://hook.example.fr/' });
    for (let n = 0; n < STORED_BOUNDS.webhooks_of_team.max; n += 1) await add();
    await expect(add()).rejects.toMatchObject({
      data: { code: 'BAD_REQUEST', domainCode: 'list.full', params: { field: 'url', max: '20' } },
    });

    const send = (from: number, count: number) =>
      aliases.createSeveral.mutate({
        domainSlug: 'evryfr',
        localPart: 'all',
        destinations: Array.from({ length: count }, (_, n) => `p${from + n}@example.fr`),
      });
    expect(await send(0, 50)).toHaveLength(50);
    await expect(send(50, 51)).rejects.toMatchObject({ data: { code: 'BAD_REQUEST' } });
    expect(await send(50, 50)).toHaveLength(50);
    await expect(send(100, 1)).rejects.toMatchObject({
      data: { domainCode: 'list.full', params: { field: 'destination', max: '100' } },
    });
    const answer = await evry.bob.rest('POST', 'mail-domains/evryfr/aliases/', {
      local_part: 'all',
      destination: 'one.more@example.fr',
    });
    expect(answer).toMatchObject({
      status: 400,
      body: { destination: ['There can be no more than 100 of these.'] },
    });
  });
});
