import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Evry, openEvry } from './evry.ts';

let evry: Evry;
beforeAll(async () => {
  evry = await openEvry();
});
afterAll(() => evry.world.close());

const FRENCH = "Informations d'authentification non fournies.";
const ENGLISH = 'Authentication credentials were not provided.';

it.each([
  [undefined, undefined, ENGLISH],
  ['fr', undefined, FRENCH],
  ['fr-FR', undefined, FRENCH],
  ['FR-ca, en;q=0.3', undefined, FRENCH],
  ['de', undefined, ENGLISH],
  ['de, fr;q=0.5', undefined, FRENCH],
  ['fr;q=0.2, en;q=0.8', undefined, ENGLISH],
  ['fr;q=0', undefined, ENGLISH],
  ['frr', undefined, ENGLISH],
  [';;q=x,,', undefined, ENGLISH],
  ['fr;Q=0.2, en;q=0.8', undefined, ENGLISH],
  ['fr;q=x, en;q=0.1', undefined, ENGLISH],
  ['*, fr;q=0.5', undefined, ENGLISH],
  ['en', 'fr-fr', FRENCH],
  ['fr', 'en-us', ENGLISH],
  ['fr', 'de', FRENCH],
])('Accept-Language %s and cookie %s', async (acceptLanguage, cookie, detail) => {
  const client = evry.world.client(cookie === undefined ? {} : { django_language: cookie });
  const headers = acceptLanguage === undefined ? {} : { 'accept-language': acceptLanguage };
  const answer = await client.rest('GET', 'users/me/', undefined, headers);
  expect(answer).toMatchObject({
    status: 401,
    body: { detail },
    headers: { 'content-language': detail === FRENCH ? 'fr-fr' : 'en-us' },
  });
});

it('is not that of the person', async () => {
  expect((await evry.alice.rest('GET', 'users/me/')).body).toMatchObject({ language: 'fr-fr' });
  expect(await evry.alice.rest('GET', 'mail-domains/?page=9')).toMatchObject({
    body: { detail: 'Invalid page.' },
    headers: { 'content-language': 'en-us' },
  });
});

it.each([
  ['mail-domains/nope/', 'No MailDomain matches the given query.'],
  ['mail-domains/?page=9', 'Page non valide.'],
  ['organizations/x/', 'Pas trouvé.'],
])('of %s in French', async (path, detail) => {
  const answer = await evry.alice.rest('GET', path, undefined, { 'accept-language': 'fr' });
  expect(answer).toMatchObject({ status: 404, body: { detail } });
});

it('falls back to that of the installation', async () => {
  const world = (await openEvry({ app: { defaultLanguage: 'fr-fr' } })).world;
  try {
    for (const headers of [{}, { 'accept-language': 'de' }]) {
      const answer = await world.visitor.rest('GET', 'users/me/', undefined, headers);
      expect(answer.body).toEqual({ detail: FRENCH });
    }
  } finally {
    await world.close();
  }
});
