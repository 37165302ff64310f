import { z } from 'zod';
import type { Me } from '../../../application/people/get-me.ts';
import { TIMEZONE_MAX_LENGTH } from '../../../domain/people/user.ts';
import type { TeamId, UserId } from '../../../domain/shared/ids.ts';
import { LANGUAGES } from '../../../domain/shared/language.ts';
import type { PeopleUseCases } from '../../container/people.ts';
import { idParameter } from '../serving/id-parameter.ts';
import { paginate, readPageSize } from '../serving/pagination.ts';
import { queryId, queryText } from '../serving/query-parameters.ts';
import { operation, type RestCall, type RestPath } from '../serving/route.ts';
import { charField, type FieldIssue } from '../wire/char-field.ts';
import { optionalChoiceField } from '../wire/choice-field.ts';
import { pageSchema } from '../wire/page-schema.ts';
import { organizationSchema, presentOrganization, presentUser, userSchema } from './present-user.ts';

const feature = z.object({ can_view: z.boolean(), can_create: z.boolean() });

const meSchema = z
  .object({
    email: z.string().nullable(),
    id: z.uuid(),
    is_device: z.boolean(),
    is_staff: z.boolean(),
    language: z.enum(LANGUAGES),
    name: z.string().nullable(),
    organization: organizationSchema,
    timezone: z.string(),
    abilities: z.object({ contacts: feature, teams: feature, mailboxes: feature }),
  })
  .meta({ id: 'Me' });

const presentFeature = ({ canView, canCreate }: Me['abilities']['teams']) => ({
  can_view: canView,
  can_create: canCreate,
});

const presentMe = ({ user, organization, abilities }: Me) => ({
  email: user.email,
  id: user.id,
  is_device: user.isDevice,
  is_staff: user.isStaff,
  language: user.language,
  name: user.name,
  organization: presentOrganization(organization),
  timezone: user.timezone,
  abilities: {
    contacts: presentFeature(abilities.contacts),
    teams: presentFeature(abilities.teams),
    mailboxes: presentFeature(abilities.mailboxes),
  },
});

const NEWEST_FIRST = [{ field: 'created_at', descending: true }] as const;

const idOf = ({ params }: RestCall) => idParameter<UserId>(params['id']);

/** `users/…` of contract/rest-api.md 3.2. */
export function makeUserResource(useCases: PeopleUseCases): readonly RestPath[] {
  const { getMe, listUsers, checkUserUpdate, updateUser, isKnownTimezone } = useCases;
  const isTimezone = (name: string): FieldIssue | undefined =>
    isKnownTimezone(name) ? undefined : { key: 'invalid_timezone' };
  const language = optionalChoiceField(LANGUAGES);
  const timezone = { check: isTimezone, noText: 'invalid_timezone', max: TIMEZONE_MAX_LENGTH } as const;
  const updateBody = z.object({ language, timezone: charField(timezone) }).meta({ id: 'UserUpdate' });
  const partialUpdateBody = z
    .object({ language, timezone: charField({ ...timezone, optional: true }) })
    .meta({ id: 'UserPartialUpdate' });

  const check = (call: RestCall) => checkUserUpdate(call.actor, idOf(call));
  const update = async (call: RestCall<z.output<typeof partialUpdateBody>>) => ({
    status: 200,
    body: presentUser(await updateUser(call.actor, idOf(call), call.body)),
  });

  return [
    {
      path: '/users/',
      tag: 'users',
      throttled: true,
      operations: {
        GET: operation({
          operationId: 'users_list',
          summary: 'The people of the same organization',
          query: {
            q: 'part of the name or of the e-mail address',
            team_id: 'leaves out the members of this team of yours',
            page: 'from 1, or last',
            page_size: 'at most 100',
          },
          success: { status: 200, schema: pageSchema(userSchema) },
          handle: async ({ actor, request }) => {
            const filter = {
              search: queryText(request, 'q'),
              notInTeam: queryId<TeamId>(request, 'team_id'),
            };
            return {
              status: 200,
              body: await paginate(
                request,
                NEWEST_FIRST,
                (page) => listUsers(actor, filter, page),
                presentUser,
                readPageSize(request.query),
              ),
            };
          },
        }),
      },
    },
    {
      path: '/users/me/',
      tag: 'users',
      throttled: true,
      operations: {
        GET: operation({
          operationId: 'users_me',
          summary: 'The signed-in person and what they may see',
          success: { status: 200, schema: meSchema },
          handle: async ({ actor }) => ({ status: 200, body: presentMe(await getMe(actor)) }),
        }),
      },
    },
    {
      path: '/users/:id/',
      tag: 'users',
      throttled: true,
      operations: {
        PUT: operation({
          operationId: 'users_update',
          summary: 'Language and time zone of the signed-in person',
          check,
          body: updateBody,
          success: { status: 200, schema: userSchema },
          handle: update,
        }),
        PATCH: operation({
          operationId: 'users_partial_update',
          summary: 'The same; what is left out stays',
          check,
          body: partialUpdateBody,
          success: { status: 200, schema: userSchema },
          handle: update,
        }),
      },
    },
  ];
}
