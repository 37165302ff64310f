import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Evry, openEvry } from './evry.ts';
import { trpcFailure } from './trpc-failure.ts';

let evry: Evry;
beforeAll(async () => {
  evry = await openEvry();
});
afterAll(() => evry.world.close());

const paths = () => [
  [`organizations/`, evry.organization.id],
  ['mail-domains/evryfr/mailboxes/', evry.jean.id],
];

it.each<[string, (id: string) => string]>([
  ['as it is', (id) => id],
  ['without dashes', (id) => id.replaceAll('-', '')],
  ['in upper case', (id) => id.toUpperCase()],
  ['in upper case without dashes', (id) => id.toUpperCase().replaceAll('-', '')],
])('takes an id %s', async (_what, write) => {
  for (const [path, id = ''] of paths()) {
    expect(await evry.alice.rest('GET', `${path}${write(id)}/`)).toMatchObject({ status: 200, body: { id } });
  }
});

it.each([
  'abc',
  '1',
  '11111111-2222-4333-8444-55555555555',
  '11111111-2222-4333-8444-55555555555g',
  'é',
  '%20',
])('what is no UUID is not found: %s (D44)', async (id) => {
  for (const [path] of paths()) {
    const answer = await evry.alice.rest('GET', `${path}${id}/`);
    expect(answer).toMatchObject({ status: 404, body: { detail: 'Not found.' } });
  }
});

it('asks who one is before looking at the id', async () => {
  for (const [path] of paths()) {
    expect((await evry.world.visitor.rest('GET', `${path}abc/`)).status).toBe(401);
  }
  expect((await evry.dave.rest('GET', 'mail-domains/evryfr/mailboxes/abc/')).body).toEqual({
    detail: 'No MailDomain matches the given query.',
  });
});

it('tRPC takes upper case too, and calls what is no UUID a bad request', async () => {
  const { organizations } = evry.alice.regie;
  const { id } = evry.organization;
  expect(await organizations.get.query({ id: id.toUpperCase() })).toMatchObject({ id });
  expect(await trpcFailure(organizations.get.query({ id: 'abc' }))).toMatchObject({ httpStatus: 400 });
});
