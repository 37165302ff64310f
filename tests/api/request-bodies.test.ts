import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CSRF_TOKEN } from '../support/api-world.ts';
import { exchange } from '../support/http-exchange.ts';
import { type Evry, openEvry } from './evry.ts';

let evry: Evry;
beforeAll(async () => {
  evry = await openEvry();
});
afterAll(() => evry.world.close());

const PATH = 'mail-domains/evryfr/mailboxes/';
const post = (body: string | Buffer | undefined, contentType: string | undefined, language = 'en') =>
  evry.alice.send(PATH, {
    method: 'POST',
    headers: {
      'accept-language': language,
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
    },
    ...(body === undefined ? {} : { body }),
  });
const box = (localPart: string) =>
  JSON.stringify({ first_name: 'É', last_name: localPart, local_part: localPart });
const REQUIRED = {
  first_name: ['This field is required.'],
  last_name: ['This field is required.'],
  local_part: ['This field is required.'],
};

describe('forms', () => {
  const form = (fields: Readonly<Record<string, string>>) =>
    `${Object.entries(fields)
      .map(([name, value]) => `--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
      .join('')}--B--\r\n`;

  it('say by the names of their fields where in an object they belong', async () => {
    const answer = await evry.alice.send('contacts/', {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=B' },
      body: form({
        full_name: 'Ana',
        'data[emails][0][type]': 'Work',
        'data[emails][0].value': 'ana@evry.fr',
      }),
    });
    expect(answer).toMatchObject({
      status: 201,
      body: { full_name: 'Ana', data: { emails: [{ type: 'Work', value: 'ana@evry.fr' }] } },
    });
  });

  it('are refused when their names make no sense', async () => {
    expect(await post(form({ 'a[4]': 'x' }), 'multipart/form-data; boundary=B')).toMatchObject({
      status: 400,
      body: { detail: expect.stringMatching(/^Multipart form parse error - /) },
    });
  });
});

describe('content types', () => {
  it.each([
    ['application/json', 'plain'],
    ['application/json; charset=utf-8', 'charset'],
    ['APPLICATION/JSON', 'capitals'],
  ])('%s is read', async (contentType, localPart) => {
    expect(await post(box(localPart), contentType)).toMatchObject({
      status: 201,
      body: { first_name: 'É', local_part: localPart },
    });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'application/jsonp'])(
    '%s is 415',
    async (contentType) => {
      const answer = await post('first_name=x', contentType);
      expect(answer).toMatchObject({
        status: 415,
        body: { detail: `Unsupported media type "${contentType}" in request.` },
      });
      const french = await post('first_name=x', contentType, 'fr');
      expect(french.body).toEqual({ detail: `Type de média « ${contentType} » non supporté.` });
    },
  );

  it('a body of no declared type is 415', async () => {
    expect((await post(box('untyped'), undefined)).status).toBe(415);
  });

  it.each([undefined, 'application/json', 'text/plain', 'multipart/form-data'])(
    'nothing at all, called %s, counts as {}',
    async (contentType) => {
      expect(await post(undefined, contentType)).toMatchObject({ status: 400, body: REQUIRED });
      expect(await post('', contentType)).toMatchObject({ status: 400, body: REQUIRED });
    },
  );
});

describe('JSON', () => {
  it.each(['{"a": ', '{a: 1}', "{'a': 1}", '{"a": 1,}', 'NaN', '<p>', '{} {}'])(
    '%s is malformed',
    async (text) => {
      for (const language of ['en', 'fr']) {
        const answer = await post(text, 'application/json', language);
        expect(answer).toMatchObject({
          status: 400,
          body: { detail: expect.stringMatching(/^JSON parse error - ./) },
        });
      }
    },
  );

  it('that is not UTF-8 is malformed', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"first_name": "'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}'),
    ]);
    expect(await post(bytes, 'application/json')).toMatchObject({
      status: 400,
      body: { detail: expect.stringMatching(/^JSON parse error - ./) },
    });
  });

  it.each([
    ['[]', 'list'],
    ['[{}]', 'list'],
    ['"x"', 'str'],
    ['12', 'int'],
    ['1.5', 'float'],
    ['true', 'bool'],
  ])('%s is no dictionary', async (text, type) => {
    expect(await post(text, 'application/json')).toMatchObject({
      status: 400,
      body: { non_field_errors: [`Invalid data. Expected a dictionary, but got ${type}.`] },
    });
    expect((await post(text, 'application/json', 'fr')).body).toEqual({
      non_field_errors: [`Donnée non valide. Attendait un dictionnaire, a reçu ${type}.`],
    });
  });

  it('null is no data', async () => {
    for (const language of ['en', 'fr']) {
      const answer = await post('null', 'application/json', language);
      expect(answer).toMatchObject({ status: 400, body: { non_field_errors: ['No data provided'] } });
    }
  });

  it('may be weird without harm', async () => {
    const text = '{"__proto__": {"first_name": "x"}, "constructor": 1, "toString": null, "local_part": "a"}';
    const { local_part: _, ...others } = REQUIRED;
    expect(await post(text, 'application/json')).toMatchObject({ status: 400, body: others });
  });
});

describe('multipart', () => {
  const TYPE = 'multipart/form-data; boundary=B';
  const part = (disposition: string, value: string) =>
    `--B\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${value}\r\n`;

  it('fields are read, files are not', async () => {
    const body = [
      part('name="first_name"', 'Élodie'),
      part('name="last_name"', ' Form '),
      part('name="local_part"', 'Form'),
      part('name="secondary_email"; filename="x.txt"', 'not an address'),
      '--B--\r\n',
    ].join('');
    expect(await post(body, TYPE)).toMatchObject({
      status: 201,
      body: { first_name: 'Élodie', last_name: 'Form', local_part: 'form', secondary_email: null },
    });
  });

  it.each([
    ['garbage', '--B\r\ngarbage', TYPE],
    ['an unfinished form', part('name="first_name"', 'x'), TYPE],
    ['a form without boundary', part('name="first_name"', 'x'), 'multipart/form-data'],
  ])('%s is refused (D49)', async (_what, body, type) => {
    expect(await post(body, type)).toMatchObject({
      status: 400,
      body: { detail: expect.stringMatching(/^Multipart form parse error - ./) },
    });
  });
});

describe('a body that is too large', () => {
  const text = JSON.stringify({ first_name: 'x'.repeat(3_000_000) });

  it('is 413 over REST', async () => {
    const answer = await post(text, 'application/json');
    expect(answer).toMatchObject({
      status: 413,
      body: { detail: 'The request body is too large.' },
      headers: { 'content-type': 'application/json' },
    });
    expect((await post(text, 'application/json', 'fr')).body).toEqual({
      detail: 'Le corps de la requête est trop grand.',
    });
  });

  it('is 413 over tRPC', async () => {
    const key = await evry.world.openSession(evry.people.alice);
    const answer = await exchange(`${evry.world.url}/trpc/mailboxes.create`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: `sessionid=${key}; csrftoken=${CSRF_TOKEN}`,
        'x-csrftoken': CSRF_TOKEN,
      },
      body: text,
    });
    expect(answer.status).toBe(413);
  });

  it('is read when it is just below the limit', async () => {
    const answer = await post(JSON.stringify({ first_name: 'x'.repeat(99_000) }), 'application/json');
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ first_name: ['Ensure this field has no more than 200 characters.'] });
  });
});
