import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeContact } from '../builders/make-contact.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeUser } from '../builders/make-user.ts';
import { CSRF_TOKEN } from '../support/api-world.ts';
import { type Evry, openEvry } from './evry.ts';

/** More items than any part of a list has. */
const MANY = 1_100;

let evry: Evry;
beforeAll(async () => {
  evry = await openEvry();
  const { alice } = evry.people;
  await evry.world.unitOfWork.run(async ({ contacts, users, teams, teamAccesses }) => {
    for (let n = 0; n < MANY; n += 1) {
      const number = String(n).padStart(5, '0');
      await contacts.insert(
        makeContact({ ownerId: alice.id, fullName: number, notes: n % 10 === 0 ? 'n'.repeat(20_000) : '' }),
      );
      // An address of random letters would be found by some digits too.
      const email = `${number}@commune.example`;
      await users.insertOrFind(makeUser({ name: number, email, organizationId: alice.organizationId }));
      if (n >= 140) continue;
      const team = makeTeam({ name: number, organizationId: alice.organizationId });
      await teams.insert(team);
      await teamAccesses.insert(makeTeamAccess({ teamId: team.id, userId: alice.id }));
    }
  });
}, 120_000);
afterAll(() => evry.world.close());

const numbers = (count: number) => Array.from({ length: count }, (_, n) => String(n).padStart(5, '0'));

it('are whole and in order: contacts', async () => {
  const answer = await evry.alice.rest('GET', 'contacts/');
  expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
  const list = answer.body as { full_name: string; notes: string }[];
  expect(list.map(({ full_name }) => full_name)).toEqual(numbers(MANY));
  expect(list.filter(({ notes }) => notes.length === 20_000)).toHaveLength(MANY / 10);
  const found = await evry.alice.rest('GET', 'contacts/?q=0');
  expect(found.body).toEqual(answer.body);
  expect(await evry.alice.send('contacts/', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
});

it('are whole and in order: teams', async () => {
  const { body } = await evry.alice.rest('GET', 'teams/?ordering=name');
  expect((body as { name: string }[]).map(({ name }) => name)).toEqual(numbers(140));
  const teams = await evry.alice.regie.teams.list.query({ orderBy: 'name', descending: false });
  expect(teams.map(({ name }) => name)).toEqual(numbers(140));
});

it('are whole: people whom a domain could be opened to; in one answer they are refused when they are too many', async () => {
  const path = 'mail-domains/evryfr/accesses/users/';
  const { body } = await evry.alice.rest('GET', path);
  const names = (body as { name: string }[]).map(({ name }) => name);
  expect(names.filter((name) => /^\d+$/.test(name)).toSorted()).toEqual(numbers(MANY));
  const { availableUsers } = evry.alice.regie.mailDomainAccesses;
  await expect(availableUsers.query({ domainSlug: 'evryfr' })).rejects.toMatchObject({
    data: { code: 'BAD_REQUEST', domainCode: 'list.too_long', params: { field: 'search', max: '1000' } },
  });
  expect(await availableUsers.query({ domainSlug: 'evryfr', search: '0000' })).toHaveLength(10);
});

it('come over tRPC in pieces that say whether more come', async () => {
  const read: string[] = [];
  let calls = 0;
  for (let hasMore = true; hasMore; calls += 1) {
    const part = await evry.alice.regie.contacts.list.query({ limit: 1000, offset: read.length });
    read.push(...part.items.map(({ fullName }) => fullName));
    hasMore = part.hasMore;
  }
  expect(read).toEqual(numbers(MANY));
  expect(calls).toBeGreaterThan(2);
});

it('are at most four in one request over tRPC', async () => {
  const list = () => evry.alice.regie.contacts.list.query({ limit: 1 });
  expect(await Promise.all([list(), list(), list(), list()])).toHaveLength(4);
  for (const refused of await Promise.allSettled([list(), list(), list(), list(), list()])) {
    expect(refused).toMatchObject({ status: 'rejected', reason: { data: { code: 'BAD_REQUEST' } } });
  }
});

it('end for the server when the client leaves, and others of the account come to their turn', async () => {
  const key = await evry.world.openSession(evry.people.alice);
  const headers = { cookie: `sessionid=${key}; csrftoken=${CSRF_TOKEN}` };
  for (let n = 0; n < 6; n += 1) {
    const sent = request(`${evry.world.url}/api/v1.0/contacts/`, { headers });
    sent.end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.destroy();
  }
  expect((await evry.alice.rest('GET', 'contacts/')).body).toHaveLength(MANY);
});
