import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEAM_EXTENSION } from '../../src/domain/access/scim-filter.ts';
import { makeTeamWebhook } from '../builders/make-team-webhook.ts';
import { openServed, type Served } from './served.ts';

let served: Served;
let alice: ReturnType<Served['through']>;
beforeEach(async () => {
  served = await openServed();
  alice = served.through('drive', served.people.alice);
});
afterEach(() => served.world.close());

const SCIM = 'application/scim+json';
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
type List = {
  totalResults: number;
  startIndex: number;
  itemsPerPage: number;
  Resources: Record<string, unknown>[];
};
const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
const locationOf = ({ id }: { id: string }) => `${served.world.url}/resource-server/v1.0/scim/Users/${id}`;
const resources = (body: unknown) => (body as List).Resources;
const namesIn = (body: unknown) => resources(body).map((it) => it['displayName']);
const query = (parameters: Record<string, string>) => `?${new URLSearchParams(parameters)}`;

it('shows no unverified address, not even one’s own', async () => {
  const { alice: person } = served.people;
  const emailsOf = async () => {
    const { body } = await alice('GET', `scim/Users/${query({ filter: `id eq "${person.id}"` })}`);
    return resources(body).map(({ emails }) => emails);
  };
  expect(await emailsOf()).toEqual([[{ value: person.email, primary: true, type: 'work' }]]);
  await served.world.unitOfWork.run(({ users }) => users.update({ ...person, emailVerified: false }));
  const [emails] = await emailsOf();
  expect(emails ?? []).toEqual([]);
  const found = await alice('GET', `scim/Users/${query({ filter: `emails.value eq "${person.email}"` })}`);
  expect(resources(found.body)).toEqual([]);
});

describe('discovery', () => {
  it('tells what is served, in SCIM', async () => {
    const config = await alice('GET', 'scim/ServiceProviderConfig');
    expect(config).toMatchObject({
      status: 200,
      headers: { 'content-type': SCIM },
      body: {
        patch: { supported: true },
        bulk: { supported: false },
        filter: { supported: true, maxResults: 100 },
        sort: { supported: false },
        etag: { supported: true },
      },
    });
    const types = await alice('GET', 'scim/ResourceTypes');
    expect(resources(types.body).map(({ id, endpoint }) => [id, endpoint])).toEqual([
      ['User', '/Users'],
      ['Group', '/Groups'],
    ]);
    expect((await alice('GET', 'scim/ResourceTypes/Group')).body).toMatchObject({ name: 'Group' });
    expect((await alice('GET', 'scim/ResourceTypes/Nothing')).status).toBe(404);
  });

  it('describes the attributes there are', async () => {
    const schemas = await alice('GET', 'scim/Schemas/');
    expect((schemas.body as List).totalResults).toBe(3);
    const { body } = await alice('GET', 'scim/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group');
    const { attributes } = body as { attributes: { name: string; mutability: string }[] };
    expect(attributes.map(({ name, mutability }) => [name, mutability])).toEqual([
      ['displayName', 'readOnly'],
      ['members', 'readWrite'],
    ]);
    const group = await alice('GET', 'scim/ResourceTypes/Group');
    expect(group.body).toMatchObject({ schemaExtensions: [{ schema: TEAM_EXTENSION, required: false }] });
    expect((await alice('GET', `scim/Schemas/${TEAM_EXTENSION}`)).body).toMatchObject({
      attributes: [{ name: 'teamId', mutability: 'readOnly' }],
    });
  });

  it.each([
    'ServiceProviderConfig',
    'ResourceTypes',
    'ResourceTypes/User',
    'Schemas',
    'Schemas/urn:ietf:params:scim:schemas:core:2.0:User',
  ])('k11 does not pretend that %s was filtered', async (path) => {
    const filtered = await alice('GET', `scim/${path}${query({ filter: 'id eq "User"' })}`);
    expect(filtered).toMatchObject({ status: 403, body: { schemas: [ERROR], status: '403' } });
    expect((await alice('GET', `scim/${path}?filter=`)).status).toBe(200);
  });
});

describe('Me', () => {
  it('is the person, with those of their own teams that the service may see', async () => {
    const { alice: person } = served.people;
    const { own, visible } = served.teams;
    expect(await alice('GET', 'scim/Me/')).toMatchObject({
      status: 200,
      headers: { 'content-type': SCIM },
      body: {
        id: person.id,
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        active: true,
        userName: 'sub-Alice',
        displayName: 'Alice',
        emails: [{ value: 'alice@evry.fr', primary: true, type: 'work' }],
        groups: [
          { value: own.externalId, display: 'own', type: 'direct' },
          { value: visible.externalId, display: 'visible', type: 'direct' },
        ],
        meta: {
          resourceType: 'User',
          created: '2026-03-02T08:30:00.123000+00:00',
          location: locationOf(person),
        },
      },
    });
  });

  it('k11 says which resource it is another name of', async () => {
    const { headers, body } = await alice('GET', 'scim/Me/');
    const location = locationOf(served.people.alice);
    expect(headers['location']).toBe(location);
    expect(body).not.toHaveProperty('externalId');
    const itself = await alice('GET', location.slice(location.indexOf('scim/')));
    expect(itself.body).toMatchObject({ id: served.people.alice.id, meta: { location } });
  });

  const SCHEMAS = ['urn:ietf:params:scim:schemas:core:2.0:User'];

  it('tells the attributes that are wanted only', async () => {
    const { id } = served.people.alice;
    const ask = async (parameters: Record<string, string>) =>
      (await alice('GET', `scim/Me/${query(parameters)}`)).body as Record<string, unknown>;
    const { own, visible } = served.teams;
    expect(await ask({ attributes: 'userName,groups.value,nothing' })).toEqual({
      schemas: SCHEMAS,
      id,
      userName: 'sub-Alice',
      groups: [{ value: own.externalId }, { value: visible.externalId }],
    });
    expect(await ask({ attributes: 'nothing' })).toEqual({ schemas: SCHEMAS, id });
    const whole = await ask({});
    const { groups: _groups, emails: _emails, ...rest } = whole;
    expect(await ask({ excludedAttributes: `groups,${SCHEMAS[0]}:EMAILS,id` })).toEqual(rest);
    const meta = whole['meta'] as Record<string, unknown>;
    expect(await ask({ attributes: 'meta' })).toEqual({ schemas: SCHEMAS, id, meta });
    const { created } = meta;
    expect(await ask({ attributes: 'meta.created' })).toEqual({ schemas: SCHEMAS, id, meta: { created } });
    expect(
      await alice('GET', `scim/Me/${query({ attributes: 'id', excludedAttributes: 'id' })}`),
    ).toMatchObject({
      status: 400,
      body: { schemas: [ERROR], scimType: 'invalidValue' },
    });
  });
});

describe('people', () => {
  it('are those of shared teams, with a version each', async () => {
    const { status, body } = await alice('GET', 'scim/Users');
    expect(status).toBe(200);
    expect(namesIn(body).sort()).toEqual(['Alice', 'Bob', 'Dave']);
    const { bob, dave, carol } = served.people;
    const one = await alice('GET', `scim/Users/${bob.id}`);
    expect(one.body).toMatchObject({ id: bob.id, userName: 'sub-Bob', active: true });
    // It is for clients to fill (RFC 7643, section 3.1).
    expect(one.body).not.toHaveProperty('externalId');
    expect((await alice('GET', `scim/Users/${bob.id.toUpperCase()}`)).body).toEqual(one.body);
    expect((await alice('GET', `scim/Users/${dave.id}`)).body).toMatchObject({ active: false, emails: [] });
    expect(await alice('GET', `scim/Users/${carol.id}`)).toMatchObject({
      status: 404,
      body: { schemas: [ERROR], status: '404', detail: 'No User matches the given query.' },
    });
    const etag = String(one.headers['etag']);
    expect(etag).toMatch(/^W\/"[0-9a-f]{32}"$/);
    const again = (condition: string) =>
      alice('GET', `scim/Users/${bob.id}`, undefined, { 'if-none-match': condition });
    expect(await again(etag)).toMatchObject({ status: 304, text: '' });
    expect(await again(`W/"other", ${etag}`)).toMatchObject({ status: 304 });
    expect(await again('*')).toMatchObject({ status: 304 });
    expect(await again('W/"other"')).toMatchObject({ status: 200 });
  });

  it.each([
    ['userName eq "sub-bob"', ['Bob']],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName sw "SUB-"', ['Alice', 'Bob', 'Dave']],
    ['emails[type eq "work" and value co "bob"]', ['Bob']],
    ['emails co "@evry.fr" and not (displayName eq "bob")', ['Alice']],
    ['active eq false or displayName ew "ob"', ['Bob', 'Dave']],
    ['nickName pr', []],
    ['nickName ne "x"', ['Alice', 'Bob', 'Dave']],
    ['emails eq null', ['Dave']],
    ['meta.lastModified gt "2026-03-02T08:31:00Z"', ['Bob']],
    ['displayName eq "a\\"b"', []],
    ['displayName co "\\u0062OB"', ['Bob']],
    ['schemas eq "urn:ietf:params:scim:schemas:core:2.0:User"', ['Alice', 'Bob', 'Dave']],
    ['schemas[value eq "URN:ietf:params:scim:schemas:core:2.0:user"]', ['Alice', 'Bob', 'Dave']],
    ['schemas eq "urn:ietf:params:scim:schemas:core:2.0:Group"', []],
    ['schemas ne "urn:ietf:params:scim:schemas:core:2.0:Group"', ['Alice', 'Bob', 'Dave']],
    ['schemas pr and displayName eq "bob"', ['Bob']],
    ['meta.resourceType eq "user" and displayName eq "bob"', ['Bob']],
    ['schemas eq null', []],
    ['externalId pr', []],
  ])('are filtered by %s', async (filter, expected) => {
    const { status, body } = await alice('GET', `scim/Users${query({ filter })}`);
    expect([status, namesIn(body).sort()]).toEqual([200, expected]);
  });

  it.each([
    'userName',
    'userName eq',
    'userName zz "x"',
    'userName eq sub',
    '(userName eq "x"',
    'userName eq "x") or (true',
    'active gt true',
    'active eq "true"',
    'userName eq 3',
    'userName gt null',
    'meta.created co "2026"',
    'meta.created eq "yesterday"',
    'schemas eq true',
    'schemas gt null',
    'groups[value eq "a" and display eq "b"]',
    'emails[emails[value eq "x"]]',
    'userName constructor "x"',
    '"\\q" eq "x"',
    '[',
    `${'('.repeat(500)}userName pr${')'.repeat(500)}`,
    Array.from({ length: 60 }, () => 'active pr').join(' and '),
    `userName eq "${'x'.repeat(3000)}"`,
  ])('are not filtered by %s', async (filter) => {
    const answer = await alice('GET', `scim/Users${query({ filter })}`);
    expect(answer).toMatchObject({
      status: 400,
      headers: { 'content-type': SCIM },
      body: { schemas: [ERROR], status: '400', scimType: 'invalidFilter' },
    });
  });

  it('are cut into pages by startIndex and count', async () => {
    const page = async (parameters: Record<string, string>) => {
      const { body } = await alice('GET', `scim/Users${query(parameters)}`);
      const { totalResults, startIndex, itemsPerPage, Resources } = body as List;
      return [totalResults, startIndex, itemsPerPage, Resources.length];
    };
    expect(await page({ startIndex: '2', count: '1' })).toEqual([3, 2, 1, 1]);
    expect(await page({ count: '0' })).toEqual([3, 1, 0, 0]);
    expect(await page({ startIndex: '-5', count: '-1' })).toEqual([3, 1, 0, 0]);
    expect(await page({ startIndex: '9', count: '1000000' })).toEqual([3, 9, 0, 0]);
    for (const wrong of [{ count: 'x' }, { startIndex: '1.5' }, { count: '1e9' }]) {
      const answer = await alice('GET', `scim/Users${query(wrong)}`);
      expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
    }
  });

  it('show the attributes asked for', async () => {
    const keys = async (parameters: Record<string, string>) => {
      const { body } = await alice('GET', `scim/Users/${served.people.bob.id}${query(parameters)}`);
      return body as Record<string, unknown>;
    };
    expect(await keys({ attributes: 'userName, emails.value,nonsense,__proto__' })).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      id: served.people.bob.id,
      userName: 'sub-Bob',
      emails: [{ value: 'bob@evry.fr' }],
    });
    const without = await keys({ excludedAttributes: 'groups,meta,id,EMAILS.type' });
    expect(Object.keys(without).sort()).toEqual(
      ['schemas', 'id', 'userName', 'displayName', 'active', 'emails'].sort(),
    );
    expect(without['emails']).toEqual([{ value: 'bob@evry.fr', primary: true }]);
    expect(Object.keys(await keys({ attributes: 'nonsense' })).sort()).toEqual(['id', 'schemas']);
    const both = await alice('GET', `scim/Users${query({ attributes: 'id', excludedAttributes: 'meta' })}`);
    expect(both).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
  });

  it('cannot be written', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const answer = await alice(method, `scim/Users/${served.people.bob.id}`, {});
      expect(answer).toMatchObject({
        status: 405,
        headers: { 'content-type': SCIM, allow: 'GET, HEAD, OPTIONS' },
      });
    }
  });
});

describe('groups', () => {
  it('are the teams that person and service may see, with members for members', async () => {
    const { body } = await alice('GET', 'scim/Groups');
    expect(namesIn(body).sort()).toEqual(['above', 'own', 'visible']);
    const own = resources(body).find((it) => it['displayName'] === 'own');
    const members = [served.people.alice, served.people.bob].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(own).toMatchObject({
      id: served.teams.own.externalId,
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group', TEAM_EXTENSION],
      [TEAM_EXTENSION]: { teamId: served.teams.own.id },
      members: members.map((user) => ({
        value: user.id,
        $ref: locationOf(user),
        display: user.name,
        type: 'User',
      })),
    });
    expect(own).not.toHaveProperty('externalId');
    expect(resources(body).find((it) => it['displayName'] === 'above')).not.toHaveProperty('members');
    const brief = await alice('GET', `scim/Groups${query({ excludedAttributes: 'members' })}`);
    for (const group of resources(brief.body)) expect(group).not.toHaveProperty('members');
    const filtered = await alice(
      'GET',
      `scim/Groups${query({ filter: `members[value eq "${served.people.bob.id}"]` })}`,
    );
    expect(namesIn(filtered.body)).toEqual(['own']);
  });

  it.each<[string, () => string, readonly string[]]>([
    ['an id in capitals', () => `id eq "${served.teams.own.externalId.toUpperCase()}"`, ['own']],
    ['a member in capitals', () => `Members[Value eq "${served.people.bob.id.toUpperCase()}"]`, ['own']],
    ['the name of a member', () => 'members[DISPLAY eq "bob"]', ['own']],
    ['the type of members', () => 'members.type eq "user"', ['own', 'visible']],
    ['the id of the team', () => `${TEAM_EXTENSION}:teamId eq "${served.teams.own.id}"`, ['own']],
    [
      'their schema',
      () => 'schemas eq "urn:ietf:params:scim:schemas:core:2.0:Group"',
      ['above', 'own', 'visible'],
    ],
    ['their extension', () => `schemas eq "${TEAM_EXTENSION}"`, ['above', 'own', 'visible']],
    ['the schema of people', () => 'schemas eq "urn:ietf:params:scim:schemas:core:2.0:User"', []],
    ['an externalId, which is not ours to fill', () => `externalId eq "${served.teams.own.id}"`, []],
  ])('k11 are found by %s', async (_case, filter, expected) => {
    const { body } = await alice('GET', `scim/Groups${query({ filter: filter() })}`);
    expect(namesIn(body).sort()).toEqual(expected);
  });

  it('k11 tell their team when it is asked for', async () => {
    const { own } = served.teams;
    const ask = async (parameters: Record<string, string>) =>
      (await alice('GET', `scim/Groups/${own.externalId}${query(parameters)}`)).body as Record<
        string,
        unknown
      >;
    const extension = { [TEAM_EXTENSION]: { teamId: own.id } };
    const core = {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group', TEAM_EXTENSION],
      id: own.externalId,
    };
    expect(await ask({ attributes: TEAM_EXTENSION })).toEqual({ ...core, ...extension });
    expect(await ask({ attributes: `displayName,${TEAM_EXTENSION.toUpperCase()}:TEAMID` })).toEqual({
      ...core,
      displayName: 'own',
      ...extension,
    });
    expect(await ask({ attributes: 'displayName' })).toEqual({ ...core, displayName: 'own' });
    const { meta: _meta, ...without } = await ask({ excludedAttributes: `members,${TEAM_EXTENSION}` });
    expect(without).toEqual({ ...core, displayName: 'own' });
    const { members: _members, ...rest } = await ask({});
    expect(await ask({ excludedAttributes: 'members' })).toEqual(rest);
  });

  it('have one version in lists and by themselves', async () => {
    const { own } = served.teams;
    const one = await alice('GET', `scim/Groups/${own.externalId}`);
    const { body } = await alice('GET', `scim/Groups${query({ filter: 'displayName eq "own"' })}`);
    const [listed] = resources(body) as { meta: { version: string } }[];
    expect(listed?.meta.version).toBe(one.headers['etag']);
    const again = await alice('GET', `scim/Groups/${own.externalId}`, undefined, {
      'if-none-match': String(one.headers['etag']),
    });
    expect(again.status).toBe(304);
    expect((await alice('GET', `scim/Groups/${served.teams.visio.externalId}`)).status).toBe(404);
    expect((await alice('GET', 'scim/Groups/abc')).status).toBe(404);
  });
});

describe('PATCH of members', () => {
  const patch = (operations: unknown, who = alice, headers: Record<string, string> = {}) =>
    who(
      'PATCH',
      `scim/Groups/${served.teams.own.externalId}`,
      { schemas: [PATCH], Operations: operations },
      { 'content-type': SCIM, ...headers },
    );
  const members = () => served.members(served.teams.own);
  const id = (name: 'alice' | 'bob' | 'carol' | 'eve') => ({ value: served.people[name].id });

  it.each<[string, (name: typeof id) => unknown, readonly string[]]>([
    ['adds', (it) => [{ op: 'add', path: 'members', value: [it('carol')] }], ['Alice', 'Bob', 'Carol']],
    ['adds one', (it) => [{ op: 'Add', path: 'Members', value: it('carol') }], ['Alice', 'Bob', 'Carol']],
    ['adds who is there', (it) => [{ op: 'add', path: 'members', value: [it('bob')] }], ['Alice', 'Bob']],
    [
      'adds without path',
      (it) => [{ op: 'add', value: { members: [it('carol'), it('eve')] } }],
      ['Alice', 'Bob', 'Carol', 'Eve'],
    ],
    [
      'removes by path',
      (it) => [{ op: 'remove', path: `members[value eq "${it('bob').value}"]` }],
      ['Alice'],
    ],
    [
      'removes by several comparisons',
      (it) => [
        { op: 'remove', path: `members[value eq "${it('bob').value}" or value eq "${it('carol').value}"]` },
      ],
      ['Alice'],
    ],
    [
      'removes by value, whatever else is said of it',
      (it) => [{ op: 'remove', path: 'members', value: [{ ...it('bob'), display: 'Bob', type: 'User' }] }],
      ['Alice'],
    ],
    ['removes no member', () => [{ op: 'remove', path: 'members', value: [] }], ['Alice', 'Bob']],
    [
      'removes by an id in capitals',
      (it) => [{ op: 'REMOVE', path: `Members[VALUE eq "${it('bob').value.toUpperCase()}"]` }],
      ['Alice'],
    ],
    ['removes by name', () => [{ op: 'remove', path: 'members[display eq "bob"]' }], ['Alice']],
    [
      'removes by name, type and id',
      (it) => [
        {
          op: 'remove',
          path: `members[type eq "user" and display sw "B" and value eq "${it('bob').value}"]`,
        },
      ],
      ['Alice'],
    ],
    [
      'names attributes in any letter case',
      (it) => [
        { OP: 'add', Path: 'members', VALUE: [{ Value: it('carol').value.toUpperCase(), Type: 'user' }] },
      ],
      ['Alice', 'Bob', 'Carol'],
    ],
    [
      'removes who is not there',
      (it) => [{ op: 'remove', path: 'members', value: [it('eve')] }],
      ['Alice', 'Bob'],
    ],
    [
      'replaces',
      (it) => [{ op: 'replace', path: 'members', value: [it('alice'), it('carol')] }],
      ['Alice', 'Carol'],
    ],
    [
      'replaces by the name of the schema',
      (it) => [
        {
          op: 'replace',
          path: 'urn:ietf:params:scim:schemas:core:2.0:Group:members',
          value: [it('alice'), it('eve')],
        },
      ],
      ['Alice', 'Eve'],
    ],
    [
      'does one after the other',
      (it) => [
        { op: 'add', path: 'members', value: [it('carol')] },
        { op: 'remove', path: `members[value eq "${it('bob').value}"]` },
        { op: 'remove', path: 'members', value: [it('carol')] },
      ],
      ['Alice'],
    ],
  ])('%s', async (_case, operations, expected) => {
    const answer = await patch(operations(id));
    expect(answer.status).toBe(200);
    expect(Object.keys(await members()).sort()).toEqual(expected);
    expect((answer.body as { members: unknown[] }).members).toHaveLength(expected.length);
    expect(answer.headers['etag']).toBe(
      (await alice('GET', `scim/Groups/${served.teams.own.externalId}`)).headers['etag'],
    );
  });

  it('k11 takes the message itself in any letter case', async () => {
    const answer = await alice('PATCH', `scim/Groups/${served.teams.own.externalId.toUpperCase()}`, {
      SCHEMAS: [PATCH.toUpperCase()],
      operations: [{ op: 'remove', path: `members[value eq "${id('bob').value}"]` }],
    });
    expect(answer.status).toBe(200);
    expect(await members()).toEqual({ Alice: 'owner' });
  });

  it.each<[string, (name: typeof id) => unknown[]]>([
    [
      "k11-remove-display a name that is another's",
      (it) => [`display eq "x" and value eq "${it('bob').value}"`],
    ],
    ['a name that nobody has', () => ['display eq "Robert"']],
    ['somebody who is no member', (it) => [`value eq "${it('carol').value}"`]],
    ['a type that members are not of', (it) => [`type eq "Group" and value eq "${it('bob').value}"`]],
    ['somebody it has removed already', (it) => Array(2).fill(`value eq "${it('bob').value}"`) as unknown[]],
    ['somebody, and then nobody', (it) => [`value eq "${it('bob').value}"`, 'value eq "nobody"']],
  ])('k11 says that a removal selects no member: %s', async (_case, filters) => {
    const answer = await patch(filters(id).map((filter) => ({ op: 'remove', path: `members[${filter}]` })));
    expect(answer).toMatchObject({ status: 400, body: { schemas: [ERROR], scimType: 'noTarget' } });
    expect(await members()).toEqual({ Alice: 'owner', Bob: 'member' });
  });

  it('adds members only, as GrantTeamAccess does, and tells the audit log through which service', async () => {
    await patch([{ op: 'add', path: 'members', value: [id('carol')] }]);
    expect(await members()).toEqual({ Alice: 'owner', Bob: 'member', Carol: 'member' });
    const [entry] = served.world.audited().slice(-1);
    expect(entry).toMatchObject({
      action: 'team_access.granted',
      subjectId: served.people.carol.id,
      actorId: served.people.alice.id,
      origin: { via: 'resource_server', client: 'drive' },
    });
  });

  it('tells the webhooks of the team, in the order of the operations', async () => {
    const webhook = makeTeamWebhook({ teamId: served.teams.own.id });
    await served.world.unitOfWork.run(({ webhooks }) => webhooks.insert(webhook, null));
    await patch([
      { op: 'add', path: 'members', value: [id('carol')] },
      { op: 'remove', path: 'members', value: [id('bob')] },
    ]);
    await patch([{ op: 'add', path: 'members', value: [id('eve'), { value: 'nobody' }] }]);
    expect(served.world.deliveries()).toMatchObject([
      { webhookId: webhook.id, userId: served.people.carol.id, operation: 'add' },
      { webhookId: webhook.id, userId: served.people.bob.id, operation: 'remove' },
    ]);
  });

  it('does all or nothing', async () => {
    const before = await members();
    const strangers = [{ value: '11111111-2222-4333-8444-555555555555' }];
    const answer = await patch([
      { op: 'remove', path: `members[value eq "${id('bob').value}"]` },
      { op: 'add', path: 'members', value: [id('carol'), ...strangers] },
    ]);
    expect(answer).toMatchObject({ status: 400, body: { schemas: [ERROR], scimType: 'invalidValue' } });
    expect(await members()).toEqual(before);
  });

  it('keeps the last owner', async () => {
    const answer = await patch([{ op: 'replace', path: 'members', value: [id('bob')] }]);
    expect(answer.status).toBe(403);
    expect((await patch([{ op: 'remove', path: 'members' }])).status).toBe(403);
    expect(await members()).toEqual({ Alice: 'owner', Bob: 'member' });
  });

  it.each([
    ['a member', 'drive', 'bob', 403],
    ['an outsider', 'drive', 'eve', 404],
    ['another service', 'visio', 'alice', 404],
  ] as const)('is not for %s', async (_case, audience, who, expected) => {
    const call = served.through(audience, served.people[who]);
    expect((await patch([{ op: 'add', path: 'members', value: [id('carol')] }], call)).status).toBe(expected);
    expect(await members()).toEqual({ Alice: 'owner', Bob: 'member' });
  });

  it('is not for a service that merely sees the team (D28)', async () => {
    const { own } = served.teams;
    await served.world.unitOfWork.run(({ teams }) => teams.update({ ...own, isVisibleAllServices: true }));
    const call = served.through('nobody', served.people.alice);
    expect((await patch([{ op: 'add', path: 'members', value: [id('carol')] }], call)).status).toBe(403);
  });

  it('heeds If-Match', async () => {
    const etag = String((await alice('GET', `scim/Groups/${served.teams.own.externalId}`)).headers['etag']);
    const add = [{ op: 'add', path: 'members', value: [id('carol')] }];
    expect(await patch(add, alice, { 'if-match': 'W/"other"' })).toMatchObject({
      status: 412,
      body: { status: '412' },
    });
    expect((await patch(add, alice, { 'if-match': etag })).status).toBe(200);
    // Another client has changed it in between: this one is late.
    expect((await patch(add, alice, { 'if-match': etag })).status).toBe(412);
    expect((await patch(add, alice, { 'if-match': '*' })).status).toBe(200);
  });

  it('changes at most a hundred members at once', async () => {
    const many = Array.from({ length: 101 }, (_, index) => ({
      value: `11111111-2222-4333-8444-${String(index).padStart(12, '0')}`,
    }));
    expect((await patch([{ op: 'add', path: 'members', value: many }])).status).toBe(400);
  });

  it.each<[string, unknown, string]>([
    ['another attribute', [{ op: 'replace', path: 'displayName', value: 'x' }], 'mutability'],
    ['attributes without path', [{ op: 'replace', value: { displayName: 'x' } }], 'mutability'],
    ['an unknown attribute', [{ op: 'add', path: 'nope', value: 'x' }], 'invalidPath'],
    ['prototypes', [{ op: 'add', path: '__proto__.polluted', value: 'x' }], 'invalidPath'],
    ['prototypes without path', '[{"op":"add","value":{"__proto__":{"polluted":1}}}]', 'invalidPath'],
    ['constructors', [{ op: 'add', path: 'constructor.prototype.polluted', value: 1 }], 'invalidPath'],
    ['a part of members', [{ op: 'replace', path: 'members.value', value: 'x' }], 'invalidPath'],
    ['adding by filter', [{ op: 'add', path: 'members[value eq "x"]', value: 'y' }], 'invalidPath'],
    ['behind a filter', [{ op: 'remove', path: 'members[value eq "x"].value.x' }], 'invalidFilter'],
    ['a broken filter', [{ op: 'remove', path: 'members[value' }], 'invalidFilter'],
    [
      'k11 what members have not',
      [{ op: 'remove', path: 'members[nickName eq "x" or value pr]' }],
      'invalidFilter',
    ],
    [
      'k11 all but what members have not',
      [{ op: 'remove', path: 'members[nickName ne "x"]' }],
      'invalidFilter',
    ],
    [
      'k11 a filter after the filter',
      [{ op: 'remove', path: 'members[value eq "x"] or schemas pr' }],
      'invalidFilter',
    ],
    ['an attribute twice', '[{"op":"add","OP":"remove","path":"members"}]', 'invalidSyntax'],
    [
      'groups as members',
      [
        {
          op: 'add',
          path: 'members',
          value: [{ value: '11111111-2222-4333-8444-555555555555', type: 'Group' }],
        },
      ],
      'invalidValue',
    ],
    ['no members', [{ op: 'add', path: 'members', value: 'alice' }], 'invalidValue'],
    ['odd ids', [{ op: 'add', path: 'members', value: [{ value: 'x' }] }], 'invalidValue'],
    ['null', [{ op: 'replace', path: 'members', value: null }], 'invalidValue'],
    ['removing without target', [{ op: 'remove' }], 'noTarget'],
    ['another operation', [{ op: 'move', path: 'members' }], 'invalidSyntax'],
    ['no operations', [], 'invalidSyntax'],
    ['something else', { op: 'add' }, 'invalidSyntax'],
  ])('refuses %s', async (_case, operations, scimType) => {
    const text = typeof operations === 'string' ? operations : JSON.stringify(operations);
    const answer = await alice(
      'PATCH',
      `scim/Groups/${served.teams.own.externalId}`,
      `{"schemas":["${PATCH}"],"Operations":${text}}`,
    );
    expect(answer).toMatchObject({ status: 400, body: { schemas: [ERROR], scimType } });
    expect({}).not.toHaveProperty('polluted');
    expect(await members()).toEqual({ Alice: 'owner', Bob: 'member' });
  });

  it('refuses other types and broken JSON, in SCIM', async () => {
    const send = (body: string, type: string) =>
      alice('PATCH', `scim/Groups/${served.teams.own.externalId}`, body, { 'content-type': type });
    expect(await send('x', 'text/plain')).toMatchObject({ status: 415, headers: { 'content-type': SCIM } });
    expect(await send('{', SCIM)).toMatchObject({ status: 400, body: { scimType: 'invalidSyntax' } });
    expect(await send('[]', SCIM)).toMatchObject({ status: 400, body: { scimType: 'invalidSyntax' } });
    expect(await send('{}', SCIM)).toMatchObject({ status: 400, body: { scimType: 'invalidSyntax' } });
  });
});

describe('k11 .search', () => {
  const search = (where: string, body: Record<string, unknown>) =>
    alice('POST', `scim/${where}.search`, { schemas: [SEARCH], ...body }, { 'content-type': SCIM });

  it.each<[string, string, Record<string, unknown>, readonly string[]]>([
    ['people', 'Users/', { filter: 'emails.value eq "BOB@evry.fr"' }, ['Bob']],
    ['all people', 'Users/', {}, ['Alice', 'Bob', 'Dave']],
    ['groups', 'Groups/', { filter: 'displayName eq "own"' }, ['own']],
    ['both', '', {}, ['Alice', 'Bob', 'Dave', 'above', 'own', 'visible']],
    ['both, by an attribute of both', '', { filter: 'displayName co "o"' }, ['Bob', 'above', 'own']],
    [
      'groups among both',
      '',
      { filter: 'schemas eq "urn:ietf:params:scim:schemas:core:2.0:Group"' },
      ['above', 'own', 'visible'],
    ],
    ['people among both', '', { filter: 'meta.resourceType eq "User"' }, ['Alice', 'Bob', 'Dave']],
    ['in any letter case', 'Users/', { FILTER: 'displayName eq "bob"', COUNT: 1 }, ['Bob']],
  ])('finds %s', async (_case, where, body, expected) => {
    const answer = await search(where, body);
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': SCIM } });
    expect((answer.body as List).totalResults).toBe(expected.length);
    expect(namesIn(answer.body).sort()).toEqual(expected);
  });

  it('answers as the list does by URL', async () => {
    for (const where of ['Users', 'Groups']) {
      const asked = { filter: 'displayName co "o"', startIndex: 1, count: 5 };
      const byUrl = await alice(
        'GET',
        `scim/${where}${query({ ...asked, startIndex: '1', count: '5', attributes: 'displayName' })}`,
      );
      const byBody = await search(`${where}/`, { ...asked, attributes: ['displayName'] });
      expect(byBody.body).toEqual(byUrl.body);
    }
  });

  it('cuts both into one row of pages', async () => {
    const all = namesIn((await search('', {})).body);
    for (const startIndex of [1, 2, 3, 4, 5, 6, 7]) {
      for (const count of [0, 1, 2, 4, 10]) {
        const { body } = await search('', { startIndex, count });
        expect(body).toMatchObject({ totalResults: 6, startIndex });
        expect(namesIn(body)).toEqual(all.slice(startIndex - 1, startIndex - 1 + count));
      }
    }
  });

  it.each([
    ['another message', { schemas: [PATCH] }, 'invalidSyntax'],
    ['a filter that is none', { filter: 3 }, 'invalidFilter'],
    ['a broken filter', { filter: 'userName' }, 'invalidFilter'],
    ['a number that is none', { count: '5' }, 'invalidValue'],
    ['half an index', { startIndex: 1.5 }, 'invalidValue'],
    ['names that are none', { attributes: 'userName' }, 'invalidValue'],
    ['too many names', { attributes: Array(60).fill('userName') }, 'invalidValue'],
    ['names of two kinds', { attributes: ['id'], excludedAttributes: ['meta'] }, 'invalidValue'],
  ])('refuses %s', async (_case, body, scimType) => {
    for (const where of ['Users/', 'Groups/', '']) {
      expect(await search(where, body)).toMatchObject({ status: 400, body: { schemas: [ERROR], scimType } });
    }
  });

  it('is there for POST alone', async () => {
    for (const where of ['Users/', 'Groups/', '']) {
      expect(await alice('GET', `scim/${where}.search`)).toMatchObject({
        status: 405,
        headers: { allow: 'POST, OPTIONS' },
      });
    }
  });
});

it('takes SCIM by either name, and tells what is not there in SCIM', async () => {
  for (const accept of [SCIM, 'application/json', '*/*']) {
    expect((await alice('GET', 'scim/Users', undefined, { accept })).headers['content-type']).toBe(SCIM);
  }
  expect((await alice('GET', 'scim/Users', undefined, { accept: 'text/html' })).status).toBe(406);
  expect(await alice('GET', 'scim/Bulk')).toMatchObject({ status: 404, headers: { 'content-type': SCIM } });
});
