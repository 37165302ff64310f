import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ApiClient } from '../support/api-client.ts';
import { type Evry, openEvry } from './evry.ts';

let evry: Evry;
beforeAll(async () => {
  evry = await openEvry();
});
afterAll(() => evry.world.close());

const BOXES = 'mail-domains/evryfr/mailboxes/';
type Faults = { accept?: string; csrf?: string; contentType?: string; body: string };
const post = (client: ApiClient, path: string, { accept, csrf, contentType, body }: Faults) =>
  client.send(path, {
    method: 'POST',
    headers: {
      'content-type': contentType ?? 'application/json',
      ...(accept === undefined ? {} : { accept }),
      ...(csrf === undefined ? {} : { 'x-csrftoken': csrf }),
    },
    body,
  });

/** Each request has all the faults of those below it (contract/rest-api.md 1.4). */
const MALFORMED: Faults = { body: '{' };
const WRONG_TYPE: Faults = { contentType: 'text/plain', ...MALFORMED };
const NO_CSRF: Faults = { csrf: 'x'.repeat(32), ...WRONG_TYPE };
const NO_ACCEPT: Faults = { accept: 'text/html', ...NO_CSRF };

it.each<[string, (e: Evry) => ApiClient, string, Faults, number]>([
  ['the route', ({ world }) => world.visitor, 'nope/', NO_ACCEPT, 404],
  ['Accept', ({ world }) => world.visitor, BOXES, NO_ACCEPT, 406],
  ['who asks', ({ world }) => world.visitor, BOXES, NO_CSRF, 401],
  ['CSRF', ({ dave }) => dave, BOXES, NO_CSRF, 403],
  ['access to the domain', ({ dave }) => dave, BOXES, WRONG_TYPE, 404],
  ['role on the domain', ({ carol }) => carol, BOXES, WRONG_TYPE, 403],
  ['method', ({ alice }) => alice, `${BOXES}11111111-2222-4333-8444-555555555555/`, WRONG_TYPE, 405],
  ['content type', ({ alice }) => alice, BOXES, WRONG_TYPE, 415],
  ['parsing', ({ alice }) => alice, BOXES, MALFORMED, 400],
  ['fields', ({ alice }) => alice, BOXES, { body: '{}' }, 400],
])('%s', async (_what, who, path, faults, status) => {
  expect((await post(who(evry), path, faults)).status).toBe(status);
});

it('looks at the fields before asking whether the domain takes mailboxes', async () => {
  const answer = await evry.alice.rest('POST', 'mail-domains/oldfr/mailboxes/', { first_name: 'A' });
  expect(answer.body).toEqual({
    last_name: ['This field is required.'],
    local_part: ['This field is required.'],
  });
});

it('answers a viewer who asks for anything but reading with 403, whatever the method', async () => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    const answer = await evry.carol.rest(method, `${BOXES}${evry.jean.id}/`);
    expect([method, answer.status]).toEqual([method, 403]);
  }
});
