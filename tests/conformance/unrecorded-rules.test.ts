import { describe, expect, it } from 'vitest';
import { DEVIATIONS } from './deviations.ts';
import { MAIL_EXAMPLES } from './examples-of-mail.ts';
import { ALICE, answered, madeUp, TEAM } from './made-up-interaction.ts';
import type { Interaction, RecordedRow } from './recordings.ts';
import { HTML, differenceOf as of, type RuleExample } from './rule-example.ts';

const BOB = '33333333-3333-4333-8333-333333333333';
const OTHER = '44444444-4444-4444-8444-444444444444';
const ORGANIZATION = '55555555-5555-4555-8555-555555555555';
const TIME = '2026-11-23T16:41:45+00:00';
const TEAMS = '/api/v1.0/teams/';
const INVITATIONS = `${TEAMS}${TEAM}/invitations/`;
const SUCCESS = { location: 'http://localhost:3000' };
const FAILURE = { location: 'http://localhost:3000/failure?error=refused' };

const user = (id: string, email: string, values: RecordedRow = {}) => ({
  id,
  email,
  sub: id,
  organization_id: ORGANIZATION,
  ...values,
});
const alice = user(ALICE, 'alice@evry.fr');
const bob = user(BOB, 'bob@evry.fr');
const access = (user_id: string, role = 'owner') => ({ id: OTHER, team_id: TEAM, user_id, role });
const team = { id: TEAM, path: '00001', organization_id: ORGANIZATION };
const invitation = (id: string, email: string, updated = TIME) => ({
  id,
  email,
  team_id: TEAM,
  role: 'member',
  issuer_id: ALICE,
  created_at: TIME,
  updated_at: updated,
});
const signIn = (claims: object, response: Partial<Interaction['response']>, before = {}) =>
  madeUp(
    {
      request: { path: '/api/v1.0/callback/' },
      response,
      outgoing: [
        {
          method: 'GET',
          url: 'http://127.0.0.1:18083/userinfo',
          status: 200,
          response: JSON.stringify(claims),
        },
      ],
    },
    before,
  );
const arrived = { status: 302, headers: { Location: 'http://localhost:3000' }, body: '' };
const send = (method: string, path: string, body: object, response: object, before = {}) =>
  madeUp({ request: { method, path, body: JSON.stringify(body) }, response }, before);

const EXAMPLES: RuleExample[] = [
  {
    because: 'credentials mean nothing where everybody may read',
    interaction: madeUp({
      request: { path: '/api/v1.0/config/', headers: { Authorization: 'Bearer x' } },
      response: { status: 401, body: { detail: 'Login failed' } },
    }),
    answer: answered(200, { RELEASE: 'NA' }),
    explained: [of('status', 401, 200), of('body detail', 'Login failed', undefined)],
    notExplained: of('effect user_account row', undefined, {}),
  },
  {
    because: 'a format that is asked for makes no difference',
    interaction: madeUp({
      request: { path: '/api/v1.0/users/', query: 'format=xml' },
      response: { status: 404, body: { detail: 'Not found.' } },
    }),
    answer: answered(200, { count: 0 }),
    explained: [of('status', 404, 200), of('body detail', 'Not found.', undefined)],
    notExplained: of('effect team row', undefined, {}),
  },
  {
    because: 'statistics are counted once for all languages and cookies',
    interaction: madeUp({
      request: { path: '/api/v1.0/stats/', headers: { 'Accept-Language': 'fr' } },
      keep_counters: true,
    }),
    answer: answered(200, { teams: 1 }),
    explained: [of('body teams', 2, 1)],
    notExplained: of('status', 200, 404),
  },
  {
    because: 'addresses of invitations are kept in lower case',
    interaction: send('POST', INVITATIONS, { email: 'NEW@evry.fr' }, { status: 201 }),
    answer: answered(201, {}),
    explained: [
      of('body email', 'NEW@evry.fr', 'new@evry.fr'),
      of('mails', ['NEW@evry.fr: x'], ['new@evry.fr: x']),
    ],
    notExplained: of('body email', 'NEW@evry.fr', 'other@evry.fr'),
  },
  {
    because: 'with an invitation goes what was the same',
    interaction: send(
      'DELETE',
      `${INVITATIONS}${OTHER}/`,
      {},
      { status: 204 },
      {
        people_team: [team],
        people_invitation: [
          invitation(OTHER, 'NEW@evry.fr', '2026-11-24T00:00:00+00:00'),
          invitation(BOB, 'new@evry.fr'),
        ],
      },
    ),
    answer: answered(204, ''),
    explained: [of('effect team_invitation row', { email: 'new@evry.fr' }, undefined)],
    notExplained: of('effect team_invitation row', { email: 'other@evry.fr' }, undefined),
  },
  {
    because: 'what sorts alike is sorted by id',
    interaction: madeUp({ request: { path: `${TEAMS}${TEAM}/accesses/` } }),
    answer: answered(200, {}),
    explained: [
      of(
        'body results',
        [
          { id: 'b', role: 'member' },
          { id: 'a', role: 'member' },
        ],
        [
          { id: 'a', role: 'member' },
          { id: 'b', role: 'member' },
        ],
      ),
    ],
    notExplained: of(
      'body results',
      [
        { id: 'b', role: 'administrator' },
        { id: 'a', role: 'member' },
      ],
      [
        { id: 'a', role: 'member' },
        { id: 'b', role: 'administrator' },
      ],
    ),
  },
  {
    because: 'a refreshed invitation is good for its full time again',
    interaction: send('POST', `/api/v1.0/mail-domains/evryfr/invitations/${OTHER}/refresh/`, {}, {}),
    answer: answered(200, {}),
    explained: [of('effect mail_domain_invitation.expires_at', TIME, '2027-01-01T00:00:00Z')],
    notExplained: of('effect mail_domain_invitation.role', 'viewer', 'owner'),
  },
  {
    because: 'an invitation counts until it expires, whatever the letter case of its address',
    interaction: signIn({ sub: 'x', email: 'New@evry.fr' }, arrived, {
      people_mail_domain_invitation: [{ id: OTHER, email: 'new@evry.fr' }],
    }),
    answer: answered(302, '', SUCCESS),
    explained: [
      of('effect mail_domain_access row', undefined, {}),
      of('effect mail_domain_invitation row', {}, undefined),
    ],
    notExplained: of('effect user_account.email', 'a', 'b'),
  },
  {
    because: 'somebody invited to a team signs in, and is in it',
    interaction: signIn({ sub: 'x', email: 'new@evry.fr' }, HTML, {
      people_invitation: [invitation(OTHER, 'new@evry.fr')],
    }),
    answer: answered(302, '', SUCCESS),
    explained: [of('status', 500, 302), of('effect team_access row', undefined, {})],
    notExplained: of('effect mailbox row', undefined, {}),
  },
  {
    because: 'somebody without e-mail, or with an unusual sub or a long name, signs in',
    interaction: signIn({ sub: 'x y', email: 'new@evry.fr' }, HTML),
    answer: answered(302, '', SUCCESS),
    explained: [of('status', 500, 302), of('effect user_account row', undefined, {})],
    notExplained: of('effect team_access row', undefined, {}),
  },
  {
    because:
      'an account is taken over by e-mail only when it is the only active one, and the address is verified',
    interaction: signIn({ sub: 'x', email: 'bob@evry.fr', email_verified: false }, arrived, {
      people_user: [bob],
    }),
    answer: answered(302, '', FAILURE),
    explained: [
      of('header Location address', SUCCESS.location, FAILURE.location),
      of('effect user_account.sub', 'x', BOB),
    ],
    notExplained: of('mails', [], ['a']),
  },
  {
    because: 'what of a failed sign-in was kept is not kept',
    interaction: signIn({ sub: 'x' }, HTML),
    answer: answered(302, '', FAILURE),
    explained: [of('effect user_account row', {}, undefined)],
    notExplained: of('effect user_account row', undefined, {}),
  },
  {
    because: 'a team beside those above is not there',
    interaction: madeUp(
      { request: { path: `${TEAMS}${TEAM}/` }, response: { body: { id: TEAM } } },
      { people_user: [alice], people_team: [team] },
    ),
    answer: answered(404, { detail: 'No Team matches the given query.' }),
    explained: [of('status', 200, 404)],
    notExplained: of('effect team row', undefined, {}),
  },
  {
    because: 'a team is linked to services of the organization only',
    interaction: send(
      'POST',
      TEAMS,
      { name: 'a', service_providers: [OTHER] },
      { status: 201 },
      {
        people_user: [alice],
      },
    ),
    answer: answered(400, { service_providers: [`Invalid pk "${OTHER}" - object does not exist.`] }),
    explained: [of('status', 201, 400), of('effect team row', {}, undefined)],
    notExplained: of('effect team row', undefined, {}),
  },
  {
    because: 'somebody who is in the team cannot be invited to it',
    interaction: send(
      'POST',
      INVITATIONS,
      { email: 'bob@evry.fr' },
      {
        status: 201,
        body: { detail: 'Email already known. Invitation not sent but access created instead.' },
      },
      { people_user: [alice, bob], people_team_access: [access(BOB, 'member')] },
    ),
    answer: answered(400, { __all__: ['This user is already in this team.'] }),
    explained: [of('status', 201, 400)],
    notExplained: of('effect team_access row', undefined, {}),
  },
  {
    because: 'an address that several accounts have names nobody',
    interaction: send('POST', INVITATIONS, { email: 'bob@evry.fr' }, HTML, {
      people_user: [bob, user(OTHER, 'BOB@evry.fr')],
    }),
    answer: answered(400, { email: ['Several accounts use this e-mail address.'] }),
    explained: [of('status', 500, 400)],
    notExplained: of('effect team_access row', undefined, {}),
  },
  {
    because: 'whether services see a team stays as it is unless it is said',
    interaction: send('PUT', `${TEAMS}${TEAM}/`, { name: 'a' }, {}),
    answer: answered(200, {}),
    explained: [
      of('body is_visible_all_services', true, false),
      of('effect team.is_visible_all_services', true, false),
    ],
    notExplained: of('body name', 'a', 'b'),
  },
  {
    because: 'somebody without organization sees themselves only',
    interaction: madeUp(
      { request: { path: '/api/v1.0/users/' } },
      { people_user: [{ ...alice, organization_id: null }] },
    ),
    answer: answered(200, {}),
    explained: [of('body count', 2, 1), of('body results', [{ id: ALICE }, { id: BOB }], [{ id: ALICE }])],
    notExplained: of('body results', [{ id: ALICE }, { id: BOB }], [{ id: BOB }]),
  },
  {
    because: 'a team that is not seen takes nobody out of the list',
    interaction: madeUp(
      { request: { path: '/api/v1.0/users/', query: `team_id=${TEAM}` } },
      { people_user: [alice, bob], people_team: [team], people_team_access: [access(BOB)] },
    ),
    answer: answered(200, {}),
    explained: [of('body count', 1, 2), of('body results', [{ id: ALICE }], [{ id: BOB }, { id: ALICE }])],
    notExplained: of('body results', [{ id: ALICE }], [{ id: OTHER }, { id: ALICE }]),
  },
];

EXAMPLES.push({
  because: 'a webhook that cannot be used is told nothing, and has failed',
  interaction: madeUp({ response: HTML }, { people_team_webhook: [{ id: OTHER, team_id: TEAM }] }),
  answer: answered(201, {}),
  explained: [of('status', 500, 201), of('effect team_webhook.status', 'pending', 'failure')],
  notExplained: of('effect mailbox row', undefined, {}),
});

const DRIVE = '66666666-6666-4666-8666-666666666666';
const SERVED = '/resource-server/v1.0';
const introspected = {
  method: 'POST',
  url: 'http://127.0.0.1:18083/introspect',
  status: 200,
  response: JSON.stringify({ active: true, sub: ALICE, client_id: 'drive', scope: 'groups' }),
};
const throughDrive = (method: string, path: string, response: object, linked: readonly string[]) =>
  madeUp(
    { actor: null, outgoing: [introspected], request: { method, path: `${SERVED}${path}` }, response },
    {
      people_user: [alice],
      people_service_provider: [{ id: DRIVE, audience_id: 'drive' }],
      people_team: [{ ...team, is_visible_all_services: true }],
      people_team_service_providers: linked.map((id) => ({ team_id: TEAM, serviceprovider_id: id })),
    },
  );

EXAMPLES.push(
  {
    because: 'a token that names ourselves as its caller, or several, lets no service in',
    interaction: madeUp({
      actor: null,
      settings: { OIDC_RS_AUDIENCE_CLAIM: 'aud' },
      outgoing: [
        {
          ...introspected,
          response: JSON.stringify({
            active: true,
            iss: 'http://127.0.0.1:18083',
            sub: ALICE,
            client_id: 'drive',
            aud: 'people',
            scope: 'groups',
          }),
        },
      ],
      request: { method: 'POST', path: `${SERVED}/teams/`, body: '{"name": "new"}' },
      response: { status: 201, body: { name: 'new' } },
    }),
    answer: answered(
      401,
      { detail: 'no', code: 'invalid_token' },
      { 'www-authenticate': 'Bearer realm="api", error="invalid_token"' },
    ),
    explained: [
      of('status', 201, 401),
      of('body', { name: 'new' }, {}),
      of('effect team row', {}, undefined),
    ],
    notExplained: of('effect team row', undefined, {}),
  },
  {
    because: 'a service that merely sees a team does not change it',
    interaction: throughDrive('PATCH', `/teams/${TEAM}/`, { status: 200, body: { name: 'new' } }, [OTHER]),
    answer: answered(403, { detail: 'no' }),
    explained: [of('status', 200, 403), of('effect team.name', 'new', undefined)],
    notExplained: of('effect team.name', 'new', 'other'),
  },
  {
    because: 'a team that several services see is listed once',
    interaction: throughDrive(
      'GET',
      '/teams/',
      { status: 200, body: { count: 3, next: null, results: [{ id: TEAM }, { id: OTHER }, { id: TEAM }] } },
      [DRIVE, OTHER],
    ),
    answer: answered(200, { count: 2, next: null, results: [{ id: TEAM }, { id: OTHER }] }),
    explained: [
      of('body count', 3, 2),
      of('body results', [{ id: TEAM }, { id: OTHER }, { id: TEAM }], [{ id: TEAM }, { id: OTHER }]),
    ],
    notExplained: of('body results', [{ id: TEAM }, { id: TEAM }], [{ id: TEAM }]),
  },
  {
    because: 'a client that asks for SCIM by its name gets it',
    interaction: throughDrive('GET', '/scim/Me/', { status: 406, body: { detail: '' } }, []),
    answer: answered(200, { userName: ALICE }, { 'content-type': 'application/scim+json' }),
    explained: [
      of('status', 406, 200),
      of('header Content-Type', 'application/json', 'application/scim+json'),
    ],
    notExplained: of('effect user_account row', undefined, {}),
  },
);

EXAMPLES.push(...MAIL_EXAMPLES);

const unrecorded = DEVIATIONS.filter(({ isUnrecorded }) => isUnrecorded);

describe('rules that no recording at hand needs', () => {
  it('each have an example here', () => {
    expect(EXAMPLES.map(({ because }) => because).toSorted()).toEqual(
      unrecorded.map(({ because }) => because).toSorted(),
    );
  });

  it.each(EXAMPLES)('$because', ({ because, interaction, answer, explained, notExplained }) => {
    const rule = unrecorded.find((candidate) => candidate.because === because);
    expect(rule?.when(interaction)).toBe(true);
    for (const difference of explained) {
      expect([difference.aspect, rule?.explains(difference, answer, interaction)]).toEqual([
        difference.aspect,
        true,
      ]);
    }
    expect(rule?.explains(notExplained, answer, interaction)).toBe(false);
  });
});
