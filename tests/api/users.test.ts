import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { minutesLater } from '../builders/moments.ts';
import { addUser, type Evry, openEvry } from './evry.ts';
import { expectWireText } from './expect-wire-text.ts';
import { trpcFailure } from './trpc-failure.ts';

let evry: Evry;
beforeAll(async () => {
  evry = await openEvry();
  const organizationId = evry.organization.id;
  await addUser(evry.world, { name: 'Zoé Lefèvre', email: null, organizationId, createdAt: minutesLater(5) });
  await addUser(evry.world, { name: 'Hidden', organizationId, isActive: false });
});
afterAll(() => evry.world.close());

type Listed = { count: number; next: string | null; previous: string | null; results: { name: string }[] };
const list = async (query: string, client = evry.alice) =>
  (await client.rest('GET', `users/${query}`)).body as Listed;
const namesOf = ({ results }: Listed) => results.map(({ name }) => name);

describe('users/', () => {
  it('shows the people of the organization, newest first', async () => {
    const { status, text } = await evry.alice.rest('GET', 'users/?q=alice');
    const { alice } = evry.people;
    expect(status).toBe(200);
    expectWireText(text, {
      count: 1,
      next: null,
      previous: null,
      results: [
        {
          id: alice.id,
          email: 'alice@evry.fr',
          language: 'fr-fr',
          name: 'Alice Martin',
          organization: {
            id: evry.organization.id,
            name: "Mairie d'Évry",
            registration_id_list: ['21910228000018'],
          },
          timezone: 'Europe/Paris',
          is_device: false,
          is_staff: false,
        },
      ],
    });
    const everybody = await list('');
    expect(everybody.count).toBe(4);
    expect(namesOf(everybody)[0]).toBe('Zoé Lefèvre');
    expect(namesOf(await list('', evry.dave))).toEqual(['Dave']);
  });

  it.each([
    ['?q=LEFEVRE', ['Zoé Lefèvre']],
    ['?q=lef%C3%A8', ['Zoé Lefèvre']],
    ['?q=alice%20martin', ['Alice Martin']],
    ['?q=%25', []],
    ['?q=_', []],
    ['?q=x&q=carol', ['Carol']],
    ['?q=dave', []],
    ['?q=hidden', []],
  ])('%s finds %j', async (query, names) => expect(namesOf(await list(query))).toEqual(names));

  it('takes the size of pages', async () => {
    const url = `${evry.world.url}/api/v1.0/users/`;
    expect(await list('?page_size=3')).toMatchObject({
      count: 4,
      next: `${url}?page=2&page_size=3`,
      results: { length: 3 },
    });
    expect(await list('?page=last&page_size=3')).toMatchObject({
      next: null,
      previous: `${url}?page_size=3`,
      results: { length: 1 },
    });
    for (const odd of ['0', '-1', 'x', '1000', '']) {
      expect((await list(`?page_size=${odd}`)).results).toHaveLength(4);
    }
    expect(await evry.alice.rest('GET', 'users/?page=3&page_size=3')).toMatchObject({
      status: 404,
      body: { detail: 'Invalid page.' },
    });
  });

  it('leaves out the members of a team of the caller, and of no other (D19)', async () => {
    const team = makeTeam();
    await evry.world.seed.team(team);
    await evry.world.unitOfWork.run(async ({ teamAccesses }) => {
      for (const { id: userId } of [evry.people.alice, evry.people.bob]) {
        await teamAccesses.insertIfAbsent(makeTeamAccess({ teamId: team.id, userId }));
      }
    });
    expect((await list(`?team_id=${team.id}`)).count).toBe(2);
    expect((await list(`?team_id=${team.id}`, evry.carol)).count).toBe(4);
    expect((await list('?team_id=11111111-2222-4333-8444-555555555555')).count).toBe(4);
    expect((await list('?team_id=')).count).toBe(4);
    const { items } = await evry.alice.regie.users.list.query({ notInTeam: team.id });
    expect(items.map(({ name }) => name)).toEqual(['Zoé Lefèvre', 'Carol']);
  });

  it('refuses what is no id and NUL, by the name of the parameter (D44)', async () => {
    const refused = async (query: string, language: string) =>
      (await evry.alice.rest('GET', `users/${query}`, undefined, { 'accept-language': language })).body;
    expect(await refused('?team_id=abc', 'en')).toEqual({ team_id: ['“abc” is not a valid UUID.'] });
    expect(await refused('?team_id=abc', 'fr')).toEqual({
      team_id: ['La valeur «\u00a0abc\u00a0» n’est pas un UUID valide.'],
    });
    expect(await refused('?q=a%00b', 'en')).toEqual({ q: ['Null characters are not allowed.'] });
    const failure = await trpcFailure(evry.alice.regie.users.list.query({ search: 'a\0b' }));
    expect(failure.code).toBe('BAD_REQUEST');
  });

  it('has the same over tRPC', async () => {
    const { list: search } = evry.alice.regie.users;
    const { total, items } = await search.query({ search: 'lefevre' });
    expect({ total, names: items.map(({ name }) => name) }).toEqual({ total: 1, names: ['Zoé Lefèvre'] });
    expect(items[0]?.organization?.registrationIds).toEqual(['21910228000018']);
    expect(await search.query({ page: { page: 2, pageSize: 3 } })).toMatchObject({
      total: 4,
      items: { length: 1 },
    });
  });
});

describe('users/⟨id⟩/', () => {
  const put = (body: unknown) => evry.carol.rest('PUT', `users/${evry.people.carol.id}/`, body);
  const patch = (body: unknown, language = 'en') =>
    evry.carol.rest('PATCH', `users/${evry.people.carol.id}/`, body, { 'accept-language': language });

  it('changes language and time zone of oneself, and nothing else', async () => {
    const { carol } = evry.people;
    const answer = await patch({ language: 'en-us', name: 'Hacker', is_staff: true, id: evry.people.bob.id });
    expect(answer).toMatchObject({
      status: 200,
      body: { id: carol.id, name: 'Carol', language: 'en-us', timezone: 'Europe/Paris', is_staff: false },
    });
    expect((await put({ timezone: 'Asia/Tokyo' })).body).toMatchObject({
      language: 'en-us',
      timezone: 'Asia/Tokyo',
    });
    expect((await patch(undefined)).status).toBe(200);
    expect((await evry.carol.rest('GET', 'users/me/')).body).toMatchObject({
      language: 'en-us',
      timezone: 'Asia/Tokyo',
    });
    const { update } = evry.carol.regie.users;
    expect(await update.mutate({ id: carol.id, language: 'fr-fr', timezone: 'UTC' })).toMatchObject({
      id: carol.id,
      language: 'fr-fr',
      timezone: 'UTC',
    });
  });

  it.each([
    [{ language: 'klingon' }, { language: ['"klingon" is not a valid choice.'] }],
    [{ language: '' }, { language: ['"" is not a valid choice.'] }],
    [{ language: 1 }, { language: ['"1" is not a valid choice.'] }],
    [{ language: true }, { language: ['"True" is not a valid choice.'] }],
    [{ timezone: ['UTC'] }, { timezone: ['A valid timezone is required.'] }],
    [{ timezone: true }, { timezone: ['A valid timezone is required.'] }],
    [{ language: ['fr-fr'] }, { language: [`"['fr-fr']" is not a valid choice.`] }],
    [{ language: { a: null } }, { language: [`"{'a': None}" is not a valid choice.`] }],
    [{ language: null }, { language: ['This field may not be null.'] }],
    [{ timezone: 'Mars/Phobos' }, { timezone: ['A valid timezone is required.'] }],
    [{ timezone: '../etc/passwd' }, { timezone: ['A valid timezone is required.'] }],
    [{ timezone: 1 }, { timezone: ['A valid timezone is required.'] }],
    [{ timezone: '' }, { timezone: ['This field may not be blank.'] }],
    [{ timezone: null }, { timezone: ['This field may not be null.'] }],
    [
      { language: 'x', timezone: 'x' },
      { language: ['"x" is not a valid choice.'], timezone: ['A valid timezone is required.'] },
    ],
  ])('refuses %j', async (body, expected) =>
    expect(await patch(body)).toMatchObject({ status: 400, body: expected }),
  );

  it('needs the time zone on PUT, and says so in French too', async () => {
    expect(await put({})).toMatchObject({ status: 400, body: { timezone: ['This field is required.'] } });
    expect((await patch({ language: 'x' }, 'fr')).body).toEqual({
      language: ["« x » n'est pas un choix valide."],
    });
  });

  it('is for oneself: 403 to colleagues, 404 to strangers (D27), before the body is read', async () => {
    const { alice, dave } = evry.people;
    const attempt = (id: string) => evry.carol.rest('PATCH', `users/${id}/`, { language: 'x' });
    expect(await attempt(alice.id)).toMatchObject({
      status: 403,
      body: { detail: 'You do not have permission to perform this action.' },
    });
    const unknown = '11111111-2222-4333-8444-555555555555';
    for (const id of [dave.id, unknown]) {
      expect(await attempt(id)).toMatchObject({
        status: 404,
        body: { detail: 'No User matches the given query.' },
      });
    }
    expect(await attempt('abc')).toMatchObject({ status: 404, body: { detail: 'Not found.' } });
    const { update } = evry.carol.regie.users;
    const over = (id: string, timezone = 'UTC') => trpcFailure(update.mutate({ id, timezone }));
    expect(await over(alice.id)).toMatchObject({ code: 'FORBIDDEN', domainCode: 'user.action_forbidden' });
    expect(await over(dave.id)).toMatchObject({ code: 'NOT_FOUND', domainCode: 'user.not_found' });
    expect(await over(evry.people.carol.id, 'Mars/Phobos')).toMatchObject({
      code: 'BAD_REQUEST',
      domainCode: 'user.unknown_timezone',
    });
  });
});
