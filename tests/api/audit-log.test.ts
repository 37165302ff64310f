import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { User } from '../../src/domain/people/user.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeOrganizationAccess } from '../builders/make-organization-access.ts';
import type { ApiClient } from '../support/api-client.ts';
import { addUser, type Evry, openEvry } from './evry.ts';
import { trpcFailure } from './trpc-failure.ts';

let evry: Evry;
let boss: ApiClient;
let staff: ApiClient;
let bossUser: User;

/** Évry's entries are made over the API, one more belongs to Lyon. */
beforeAll(async () => {
  evry = await openEvry();
  const { world, organization } = evry;
  bossUser = await addUser(world, { name: 'Zoé', email: 'zoe@evry.fr', organizationId: organization.id });
  await world.seed.organizationAccess(
    makeOrganizationAccess({ organizationId: organization.id, userId: bossUser.id }),
  );
  boss = await world.signIn(bossUser);
  staff = await world.signIn(await addUser(world, { isStaff: true }));
  const lyon = makeOrganization({ name: 'Lyon' });
  await world.unitOfWork.run(async ({ organizations, audit }) => {
    await organizations.insertOrFind(lyon);
    await audit.append(
      { userId: null, origin: { via: 'job', address: null, requestId: null, client: null } },
      {
        at: world.clock.now(),
        action: 'organization.renamed',
        objectId: lyon.id,
        label: 'Lyon',
        organizationId: lyon.id,
      },
    );
  });
  world.clock.advance(1);
  await boss.rest(
    'PATCH',
    `organizations/${organization.id}/`,
    { name: '=Évry, "grand"' },
    {
      'x-forwarded-for': '198.51.100.1, 203.0.113.9',
    },
  );
});
afterAll(() => evry.world.close());

const labels = async (
  client: ApiClient,
  input: Parameters<ApiClient['regie']['auditLog']['list']['query']>[0],
) => (await client.regie.auditLog.list.query(input)).items.map(({ object }) => object.label);

describe('auditLog.list', () => {
  it('shows administrators what concerns their organization, and from where it came', async () => {
    const { items, nextCursor, scope } = await boss.regie.auditLog.list.query({});
    expect({ nextCursor, scope }).toEqual({ nextCursor: null, scope: 'organization' });
    expect(items).toEqual([
      {
        id: expect.any(String),
        occurredAt: evry.world.clock.now().toISOString(),
        action: 'organization.renamed',
        object: { type: 'organization', id: evry.organization.id, label: '=Évry, "grand"' },
        organizationId: evry.organization.id,
        actor: { id: bossUser.id, name: 'Zoé', email: 'zoe@evry.fr' },
        subject: null,
        // Only the last address was written by a proxy of ours.
        origin: { via: 'session', address: '203.0.113.9', requestId: null, client: null },
        details: { name: { before: "Mairie d'Évry", after: '=Évry, "grand"' } },
      },
    ]);
  });

  it('shows staff everything, page after page', async () => {
    const first = await staff.regie.auditLog.list.query({ limit: 1 });
    expect(first).toMatchObject({ scope: 'everything', items: [{ object: { label: '=Évry, "grand"' } }] });
    const second = await staff.regie.auditLog.list.query({ limit: 1, cursor: first.nextCursor });
    expect(second).toMatchObject({ nextCursor: null, items: [{ object: { label: 'Lyon' }, actor: null }] });
  });

  it('filters', async () => {
    const now = evry.world.clock.now();
    const from = now.toISOString();
    expect(await labels(staff, { filter: { actorId: bossUser.id.toUpperCase() } })).toEqual([
      '=Évry, "grand"',
    ]);
    expect(await labels(staff, { filter: { objectType: 'team' } })).toEqual([]);
    expect(await labels(staff, { filter: { action: 'organization.renamed', from } })).toHaveLength(1);
    expect(await labels(staff, { filter: { until: from.replace('Z', '+00:00') } })).toEqual(['Lyon']);
  });

  it.each([
    { cursor: 'x' },
    { cursor: '2026-13-45T00:00:00.000Z_1' },
    { limit: 101 },
    { filter: { action: 'toString' } },
    { filter: { objectId: 'x' } },
    { filter: { from: 'yesterday' } },
  ])('refuses %j', async (input) => {
    expect(await trpcFailure(staff.regie.auditLog.list.query(input))).toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('shows nothing to members and people without organization', async () => {
    for (const client of [evry.alice, evry.dave]) {
      expect(await trpcFailure(client.regie.auditLog.list.query({}))).toMatchObject({
        code: 'FORBIDDEN',
        domainCode: 'audit_log.action_forbidden',
      });
    }
  });
});

describe('audit-log/export/', () => {
  const download = (client: ApiClient, query: string) => client.rest('GET', `audit-log/export/${query}`);

  it('gives a table, in which no cell is a formula', async () => {
    const { status, headers, text } = await download(boss, '?as=csv');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="audit-log.csv"',
      'cache-control': 'no-store',
    });
    const [header, ...rows] = text.split('\r\n');
    expect(header).toBe(
      'id,occurred_at,action,object_type,object_id,object_label,organization_id,actor_id,actor_name,actor_email,' +
        'subject_id,subject_name,subject_email,via,client,address,request_id,details',
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]).toContain(',"\'=Évry, ""grand""",');
    expect(rows[0]).toContain(',"zoe@evry.fr",,,,"session",,"203.0.113.9",,');
    expect(rows[1]).toBe('');
  });

  it.each(['?actorId[]=x', '?actor=x', '?as=csv&Until=2026-01-01T00:00:00Z'])(
    'refuses %s, which would be an export without the filter',
    async (query) => {
      const { status, text } = await download(boss, query);
      expect([status, text.includes('object_type')]).toEqual([400, false]);
    },
  );

  it('gives a table that Excel opens in French', async () => {
    const { headers, text } = await download(boss, '?as=excel');
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="audit-log.csv"',
    });
    expect(text.startsWith('\ufeffid;occurred_at;')).toBe(true);
  });

  it('gives one object a line, as the list has them', async () => {
    // The export adds an entry about itself.
    const listed = (await staff.regie.auditLog.list.query({})).items;
    const { headers, text } = await download(staff, '?as=jsonl');
    expect(headers['content-type']).toBe('application/jsonl; charset=utf-8');
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).toEqual(listed);
  });

  it('takes the filters of the list, and a table is what it gives unless asked', async () => {
    const { text } = await download(staff, '?objectType=team&format=xml');
    expect(text.split('\r\n')).toHaveLength(2);
  });

  it.each([
    ['an unknown form', '?as=xml', 400, { detail: 'Enter a valid value.' }],
    ['a filter twice', '?action=a&action=b', 400, { detail: 'Enter a valid value.' }],
  ])('refuses %s', async (_name, query, status, body) => {
    expect(await download(staff, query)).toMatchObject({ status, body });
  });

  it('is for those who may read it, and to be read only', async () => {
    expect(await download(evry.alice, '')).toMatchObject({
      status: 403,
      body: { detail: 'You do not have permission to perform this action.' },
    });
    expect(await evry.world.visitor.rest('GET', 'audit-log/export/')).toMatchObject({ status: 401 });
    const post = await staff.rest('POST', 'audit-log/export/');
    expect(post).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD, OPTIONS' } });
    const head = await staff.rest('HEAD', 'audit-log/export/');
    expect(head).toMatchObject({
      status: 200,
      headers: { 'content-type': expect.stringMatching(/^text\/csv/) },
      text: '',
    });
  });

  it('holds a part of a long log at a time, and is whole', async () => {
    const { world } = evry;
    const author = {
      userId: null,
      origin: { via: 'job', address: null, requestId: null, client: null },
    } as const;
    await world.unitOfWork.run(async ({ audit }) => {
      for (let number = 0; number < 1200; number += 1) {
        const about = { objectId: 'x', label: `n${number}`, organizationId: null };
        await audit.append(author, { ...about, at: world.clock.now(), action: 'team.created' });
      }
    });
    const { text } = await download(staff, '?as=jsonl&action=team.created');
    const found = text
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { object: { label: string } }).object.label);
    expect(found).toEqual(Array.from({ length: 1200 }, (_, index) => `n${1199 - index}`));
  });
});
