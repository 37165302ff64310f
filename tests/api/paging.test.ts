import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { CREATED_AT, minutesLater } from '../builders/moments.ts';
import type { ApiClient } from '../support/api-client.ts';
import { addUser, type Evry, openEvry, storeDomain } from './evry.ts';

type Listed = Readonly<{
  count: number;
  next: string | null;
  previous: string | null;
  results: readonly { id: string; name: string; local_part: string }[];
}>;

let evry: Evry;
let reader: ApiClient;
const namesOf = ({ results }: Listed) => results.map(({ name }) => name);
const list = async (query: string, client = reader) => {
  const { status, body } = await client.rest('GET', `mail-domains/${query}`);
  return { status, body: body as Listed };
};

/** Domains d00 … d44, made in that order, a minute apart. */
const NAMES = Array.from({ length: 45 }, (_, n) => `d${String(n).padStart(2, '0')}.fr`);
const NEWEST_FIRST = [...NAMES].reverse();

beforeAll(async () => {
  evry = await openEvry();
  const user = await addUser(evry.world);
  for (const [n, name] of NAMES.entries()) {
    await storeDomain(evry.world, { name, createdAt: minutesLater(n) }, [[user, 'viewer']]);
  }
  reader = await evry.world.signIn(user);
});
afterAll(() => evry.world.close());

describe('pages', () => {
  it('have twenty rows, newest first, and lead to each other', async () => {
    const first = await list('');
    expect(first.status).toBe(200);
    expect(first.body.count).toBe(45);
    expect(namesOf(first.body)).toEqual(NEWEST_FIRST.slice(0, 20));
    expect(first.body.previous).toBeNull();

    const base = `${evry.world.url}/api/v1.0/mail-domains/`;
    expect(first.body.next).toBe(`${base}?page=2`);
    const second = await list('?page=2');
    expect(namesOf(second.body)).toEqual(NEWEST_FIRST.slice(20, 40));
    expect(second.body).toMatchObject({ count: 45, next: `${base}?page=3`, previous: base });
    const third = await list('?page=3');
    expect(namesOf(third.body)).toEqual(NEWEST_FIRST.slice(40));
    expect(third.body).toMatchObject({ count: 45, next: null, previous: `${base}?page=2` });
  });

  it('keep the other parameters, sorted', async () => {
    const { body } = await list('?z=%26%20&page=2&ordering=-name%2Ccreated_at&a=1&page_size=5');
    const base = `${evry.world.url}/api/v1.0/mail-domains/?a=1&ordering=-name%2Ccreated_at`;
    expect(body.next).toBe(`${base}&page=3&page_size=5&z=%26+`);
    expect(body.previous).toBe(`${base}&page_size=5&z=%26+`);
    expect(body.results).toHaveLength(20);
  });

  it('have parameters that are repeated, and signs that are written in more than one way', async () => {
    const { body } = await list('?page=2&page=1&ordering=x&ordering=name&z=*~(a)');
    expect(namesOf(body)).toEqual(NAMES.slice(0, 20));
    expect(body.next).toBe(
      `${evry.world.url}/api/v1.0/mail-domains/?ordering=x&ordering=name&page=2&z=%2A~%28a%29`,
    );
  });

  it('are linked by the address that the browser used', async () => {
    const answer = await reader.rest('GET', 'mail-domains?page=2', undefined, {
      host: 'regie.example.fr',
      'x-forwarded-proto': 'http, https',
      'x-forwarded-host': 'evil.example',
    });
    expect(answer.body).toMatchObject({
      next: 'https://regie.example.fr/api/v1.0/mail-domains?page=3',
      previous: 'https://regie.example.fr/api/v1.0/mail-domains',
    });
  });

  it.each(['javascript', 'a b', 'https, http', 'https,', '%'])(
    'survive the scheme %s in a header',
    async (proto) => {
      const answer = await reader.rest('GET', 'mail-domains/', undefined, { 'x-forwarded-proto': proto });
      expect(answer.status).toBe(200);
      expect((answer.body as Listed).next).toMatch(/^https?:\/\/127/);
    },
  );

  it('last is the last', async () => {
    expect((await list('?page=last')).body).toEqual((await list('?page=3')).body);
    expect((await list('?page=last', evry.dave)).body).toEqual((await list('', evry.dave)).body);
  });

  it('an empty number is the first', async () => {
    expect(namesOf((await list('?page=')).body)).toEqual(NEWEST_FIRST.slice(0, 20));
  });

  it.each([
    '0',
    '-1',
    '4',
    '99',
    'abc',
    'LAST',
    '1.5',
    '1.0',
    '1e0',
    '0x1',
    '%00',
    '99999999999999999999',
    '1&page=x',
  ])('%s is none', async (page) => {
    const { status, body } = await list(`?page=${page}`);
    expect(status).toBe(404);
    expect(body).toEqual({ detail: 'Invalid page.' });
  });

  it('an empty list has one', async () => {
    const empty = { count: 0, next: null, previous: null, results: [] };
    expect((await list('?page=1', evry.dave)).body).toEqual(empty);
    expect((await list('?page=2', evry.dave)).status).toBe(404);
  });
});

describe('order of domains', () => {
  it.each([
    ['name', NAMES],
    ['-name', NEWEST_FIRST],
    ['created_at', NAMES],
    ['-created_at,name', NEWEST_FIRST],
    [' name ', NAMES],
    ['', NEWEST_FIRST],
    ['slug', NEWEST_FIRST],
    ['user__password,status', NEWEST_FIRST],
    ['user__password,name', NAMES],
    ['--name', NEWEST_FIRST],
    ['name\0', NEWEST_FIRST],
  ])('?ordering=%j', async (ordering, expected) => {
    const { status, body } = await list(`?ordering=${encodeURIComponent(ordering)}`);
    expect([status, namesOf(body)]).toEqual([200, expected.slice(0, 20)]);
  });
});

describe('order of mailboxes', () => {
  const boxes = ['b', 'a', 'c', 'e', 'd'].map((letter, n) => ({
    localPart: `box-${letter}`,
    firstName: n < 3 ? 'Same' : 'Other',
    lastName: letter.toUpperCase(),
    secondaryEmail: n === 0 ? null : `${letter}@x.fr`,
    status: n % 2 === 0 ? ('enabled' as const) : ('pending' as const),
    createdAt: CREATED_AT,
  }));
  let idsInOrder: readonly string[];
  const ordered = async (ordering: string) => {
    const { body } = await evry.alice.rest('GET', `mail-domains/boxesfr/mailboxes/?ordering=${ordering}`);
    return (body as Listed).results;
  };

  beforeAll(async () => {
    const mailDomain = await storeDomain(evry.world, { name: 'boxes.fr', slug: 'boxesfr' }, [
      [evry.people.alice, 'owner'],
    ]);
    const stored = boxes.map((box) => makeMailbox({ mailDomainId: mailDomain.id, ...box }));
    await evry.world.unitOfWork.run(async ({ mailboxes }) => {
      for (const box of stored) await mailboxes.insert(box);
    });
    idsInOrder = stored.map(({ id }) => id).sort();
  });

  it.each(['', 'first_name', 'last_name', 'local_part', 'secondary_email', 'status', 'id'])(
    '%s, both ways: ties by id (D45)',
    async (field) => {
      const key = (row: object) => String(Object.entries(row).find(([name]) => name === field)?.[1] ?? '~');
      for (const sign of ['', '-']) {
        const rows = await ordered(`${field === '' ? '' : sign}${field}`);
        expect(rows).toHaveLength(5);
        for (const [index, row] of rows.slice(1).entries()) {
          const before = rows[index] ?? row;
          const inOrder = sign === '' ? key(before) <= key(row) : key(before) >= key(row);
          expect([field, sign, inOrder]).toEqual([field, sign, true]);
          if (key(before) === key(row)) expect(before.id < row.id).toBe(true);
        }
      }
    },
  );

  it('without a field that exists, all are ties of one moment', async () => {
    expect((await ordered('nothing')).map(({ id }) => id)).toEqual(idsInOrder);
  });
});
