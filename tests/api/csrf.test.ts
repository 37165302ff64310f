import { createRegieClient } from 'regie/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Evry, openEvry } from './evry.ts';
import { trpcFailure } from './trpc-failure.ts';

let evry: Evry;
let sessionid: string;
beforeAll(async () => {
  evry = await openEvry();
  sessionid = await evry.world.openSession(evry.people.alice);
});
afterAll(() => evry.world.close());

const SECRET = 'abcdefghijklmnopqrstuvwxyzABCDEF';
const OTHER = 'bbcdefghijklmnopqrstuvwxyzABCDEF';
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
/** As pages of the reference send it: a mask, and the secret shifted by it (Django's `_mask_cipher_secret`). */
const masked = (secret: string, mask: string): string =>
  mask +
  [...secret]
    .map((letter, i) => LETTERS.charAt((LETTERS.indexOf(letter) + LETTERS.indexOf(mask.charAt(i))) % 62))
    .join('');
const MASK = 'Z9zY8yX7xW6wV5vU4uT3tS2sR1rQ0qPp';

const HEADER = "CSRF token from the 'X-Csrftoken' HTTP header";
const origin = (value: string) => `Origin checking failed - ${value} does not match any trusted origins.`;
const referer = (value: string) => `Referer checking failed - ${value} does not match any trusted origins.`;
const HTTPS = { 'x-forwarded-proto': 'https', host: 'regie.example.fr' };

type Row = readonly [
  what: string,
  cookie: string | undefined,
  headers: Record<string, string>,
  reason: string | undefined,
];
const ROWS: readonly Row[] = [
  ['no cookie', undefined, { 'x-csrftoken': SECRET }, 'CSRF cookie not set.'],
  ['no header', SECRET, {}, 'CSRF token missing.'],
  ['empty header', SECRET, { 'x-csrftoken': '' }, 'CSRF token missing.'],
  ['wrong', SECRET, { 'x-csrftoken': OTHER }, `${HEADER} incorrect.`],
  ['wrong, masked', SECRET, { 'x-csrftoken': masked(OTHER, MASK) }, `${HEADER} incorrect.`],
  ['too short', SECRET, { 'x-csrftoken': 'abc' }, `${HEADER} has incorrect length.`],
  ['too long', SECRET, { 'x-csrftoken': `${SECRET}a` }, `${HEADER} has incorrect length.`],
  ['odd characters', SECRET, { 'x-csrftoken': `-${SECRET.slice(1)}` }, `${HEADER} has invalid characters.`],
  ['unreadable cookie', 'abc', { 'x-csrftoken': SECRET }, `${HEADER} incorrect.`],
  ['empty cookie', '', { 'x-csrftoken': SECRET }, `${HEADER} incorrect.`],
  ['right', SECRET, { 'x-csrftoken': SECRET }, undefined],
  ['right, masked', SECRET, { 'x-csrftoken': masked(SECRET, MASK) }, undefined],
  ['right, cookie masked', masked(SECRET, MASK), { 'x-csrftoken': SECRET }, undefined],
  [
    'right, both masked apart',
    masked(SECRET, MASK),
    { 'x-csrftoken': masked(SECRET, [...MASK].reverse().join('')) },
    undefined,
  ],
  ...[
    'https://evil.example',
    'null',
    'http://localhost:3001',
    'https://regie.test',
    'http://a.regie.test',
  ].map((from): Row => [`from ${from}`, SECRET, { 'x-csrftoken': SECRET, origin: from }, origin(from)]),
  ...['http://localhost:3000', 'https://desk.regie.test', 'https://a.b.regie.test'].map(
    (from): Row => [`from ${from}`, SECRET, { 'x-csrftoken': SECRET, origin: from }, undefined],
  ),
  [
    'foreign origin, no cookie',
    undefined,
    { origin: 'https://evil.example' },
    origin('https://evil.example'),
  ],
  [
    'https, own origin',
    SECRET,
    { ...HTTPS, 'x-csrftoken': SECRET, origin: 'https://regie.example.fr' },
    undefined,
  ],
  [
    'https, http origin',
    SECRET,
    { ...HTTPS, 'x-csrftoken': SECRET, origin: 'http://regie.example.fr' },
    origin('http://regie.example.fr'),
  ],
  ['https, no referer', SECRET, { ...HTTPS, 'x-csrftoken': SECRET }, 'Referer checking failed - no Referer.'],
  [
    'https, odd referer',
    SECRET,
    { ...HTTPS, 'x-csrftoken': SECRET, referer: 'x' },
    'Referer checking failed - Referer is malformed.',
  ],
  [
    'https, foreign referer',
    SECRET,
    { ...HTTPS, 'x-csrftoken': SECRET, referer: 'https://regie.example.fr.evil.example/' },
    referer('https://regie.example.fr.evil.example'),
  ],
  [
    'https, own referer',
    SECRET,
    { ...HTTPS, 'x-csrftoken': SECRET, referer: 'https://regie.example.fr/page' },
    undefined,
  ],
];

/** The cookies of a page, which adds no header by itself. */
const cookiesOf = (csrftoken: string | undefined) => ({
  cookie: `sessionid=${sessionid}${csrftoken === undefined ? '' : `; csrftoken=${csrftoken}`}`,
});

describe.each(ROWS)('%s', (_what, cookie, headers, reason) => {
  it('REST', async () => {
    const answer = await evry.world.visitor.rest(
      'POST',
      'mail-domains/',
      {},
      { ...cookiesOf(cookie), ...headers },
    );
    if (reason === undefined) expect(answer.status).toBe(400);
    else {
      expect(answer).toMatchObject({ status: 403, body: { detail: `CSRF Failed: ${reason}` } });
      expect(answer.headers['www-authenticate']).toBeUndefined();
    }
  });

  it('tRPC', async () => {
    const { body, status } = await evry.world.visitor.send('../../trpc/mailDomains.create', {
      method: 'POST',
      headers: { ...cookiesOf(cookie), ...headers, 'content-type': 'application/json' },
      body: '{}',
    });
    const error = { error: { data: { domainCode: reason && 'csrf.failed', params: reason && { reason } } } };
    if (reason === undefined) expect(status).toBe(400);
    else {
      expect(status).toBe(403);
      expect(body).toMatchObject(error);
    }
  });
});

it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s needs the token before anything else', async (method) => {
  const { body, status } = await evry.world.visitor.rest(
    method,
    'mail-domains/evryfr/',
    undefined,
    cookiesOf(undefined),
  );
  expect([status, body]).toEqual([403, { detail: 'CSRF Failed: CSRF cookie not set.' }]);
});

it.each(['GET', 'HEAD', 'OPTIONS'])('%s needs none, from anywhere', async (method) => {
  const headers = { ...cookiesOf(undefined), origin: 'https://evil.example' };
  const { status } = await evry.world.visitor.rest(method, 'mail-domains/', undefined, headers);
  expect(status).toBeLessThan(300);
});

it('tRPC queries need none, changes do, also in one batch', async () => {
  const cookies = cookiesOf(undefined);
  const regie = createRegieClient({
    url: evry.world.url,
    csrfToken: () => undefined,
    headers: () => cookies,
  });
  expect(await regie.users.me.query()).toMatchObject({ name: 'Alice Martin' });
  const changes = [
    regie.mailDomains.check.mutate({ slug: 'evryfr' }),
    regie.mailDomains.create.mutate({ name: 'a.fr', supportEmail: 's@a.fr' }),
  ];
  for (const failure of await Promise.all(changes.map(trpcFailure))) {
    expect(failure).toMatchObject({ httpStatus: 403, domainCode: 'csrf.failed' });
  }
});

it('tRPC changes cannot be asked for by GET', async () => {
  const answer = await evry.alice.send('../../trpc/mailDomains.check?input=%7B%22slug%22%3A%22evryfr%22%7D');
  expect(answer.status).toBe(405);
});

it('authentication comes before the CSRF token', async () => {
  expect((await evry.world.visitor.rest('POST', 'mail-domains/', {})).status).toBe(401);
});
