import { readBody } from './compare-answer.ts';
import { type Explains, noMatch, refusal } from './deviation-shapes.ts';
import { isSameButForTies } from './deviations-of-lists.ts';
import { isSame } from './difference.ts';
import {
  actorRow,
  idAfter,
  invitedAccounts,
  isAbove,
  isRequest,
  isVisibleTeam,
  roleInTeam,
  rowsBefore,
  sentObject,
  UUID,
} from './interaction-facts.ts';
import type { Interaction } from './recordings.ts';
import type { DeviationRule } from './rule.ts';

const TEAMS = /\/api\/v1\.0\/teams$/;
const TEAM = /\/api\/v1\.0\/teams\/[^/]+$/;
const ACCESS = /\/api\/v1\.0\/teams\/[^/]+\/accesses\/[^/]+$/;
const INVITATIONS = /\/teams\/[^/]+\/invitations$/;
const INVITATION = /\/api\/v1\.0\/teams\/[^/]+\/invitations\/[^/]+$/;

const invites = isRequest('POST', INVITATIONS);
const isOutsider = (interaction: Interaction): boolean => roleInTeam(interaction) === undefined;
const wasForbidden = ({ response }: Interaction): boolean => response.status === 403;

type WithId = Readonly<{ id: string }>;

/** Services asked for that the organization of the actor does not have. */
function foreignServices(interaction: Interaction): readonly string[] {
  const asked = sentObject(interaction)['service_providers'];
  const organization = actorRow(interaction)?.['organization_id'];
  const own = rowsBefore(interaction, 'people_organization_service_providers').filter(
    (row) => row['organization_id'] === organization,
  );
  const linked = rowsBefore(interaction, 'people_team_service_providers').filter(
    ({ team_id: team }) => team === idAfter(interaction, 'teams'),
  );
  return (Array.isArray(asked) ? asked.map(String) : []).filter(
    (id) => UUID.test(id) && ![...own, ...linked].some(({ serviceprovider_id: offered }) => offered === id),
  );
}

const grantsAccessInstead: Explains = ({ aspect, recorded, ours }, _answer, interaction) => {
  const row = ours as Readonly<Record<string, unknown>> | undefined;
  return (
    aspect === 'effect team_access row' &&
    recorded === undefined &&
    invitedAccounts(interaction).some(({ id }) => id === row?.['user_id']) &&
    row?.['team_id'] === idAfter(interaction, 'teams') &&
    row?.['role'] === (sentObject(interaction)['role'] ?? 'member')
  );
};

/** Deviations of teams, their accesses and invitations. */
export const TEAM_DEVIATIONS: readonly DeviationRule[] = [
  {
    follows: 'D4',
    because: 'nobody invites to a role above their own',
    when: (interaction) =>
      invites(interaction) && isAbove(sentObject(interaction)['role'], roleInTeam(interaction)),
    explains: refusal(403, 'role', 'You cannot grant a role higher than your own.'),
  },
  {
    follows: 'D8',
    because: 'only teams above are seen, not those beside them',
    when: isRequest('GET', TEAMS),
    explains: ({ aspect, recorded, ours }, _answer, interaction) =>
      aspect === 'body' &&
      Array.isArray(recorded) &&
      isSameButForTies(
        (recorded as WithId[]).filter(({ id }) => isVisibleTeam(interaction, id)),
        ours,
        interaction,
        false,
      ),
  },
  {
    follows: 'D8',
    because: 'a team beside those above is not there',
    isUnrecorded: true,
    when: (interaction) =>
      isRequest('GET HEAD PUT PATCH DELETE', TEAM)(interaction) &&
      [200, 403].includes(interaction.response.status) &&
      !isVisibleTeam(interaction, idAfter(interaction, 'teams') ?? ''),
    explains: noMatch('Team'),
  },
  {
    follows: 'D20',
    because: 'a team is linked to services of the organization only',
    isUnrecorded: true,
    when: (interaction) =>
      (isRequest('POST', TEAMS)(interaction) || isRequest('PUT PATCH', TEAM)(interaction)) &&
      foreignServices(interaction).length > 0,
    explains: (difference, answer, interaction) => {
      const body = readBody(answer) as { service_providers?: readonly string[] };
      const [text = ''] = body.service_providers ?? [];
      return (
        foreignServices(interaction).some((id) => text.includes(id)) &&
        refusal(400, 'service_providers')(difference, answer, interaction)
      );
    },
  },
  {
    follows: 'D22',
    because: 'somebody known who is invited is in the team at once',
    when: (interaction) => invites(interaction) && interaction.response.status === 201,
    explains: grantsAccessInstead,
  },
  {
    follows: 'D22',
    because: 'somebody who is in the team cannot be invited to it',
    isUnrecorded: true,
    when: (interaction) =>
      invites(interaction) &&
      interaction.response.status === 201 &&
      invitedAccounts(interaction).some((user) =>
        rowsBefore(interaction, 'people_team_access').some(
          (access) => access['user_id'] === user['id'] && access['team_id'] === idAfter(interaction, 'teams'),
        ),
      ),
    explains: refusal(400, '__all__', 'This user is already in this team.'),
  },
  {
    follows: 'D24',
    because: 'an address that several accounts have names nobody',
    isUnrecorded: true,
    when: (interaction) =>
      invites(interaction) &&
      [201, 500].includes(interaction.response.status) &&
      invitedAccounts(interaction).length > 1,
    explains: refusal(400, 'email', 'Several accounts use this e-mail address.'),
  },
  {
    follows: 'D27',
    because: 'accesses of other teams are not there',
    when: (interaction) =>
      isRequest('PUT PATCH DELETE', ACCESS)(interaction) &&
      wasForbidden(interaction) &&
      isOutsider(interaction),
    explains: noMatch('TeamAccess'),
  },
  {
    follows: 'D27',
    because: 'invitations of other teams are not there',
    when: (interaction) =>
      isRequest('GET HEAD DELETE', INVITATION)(interaction) &&
      wasForbidden(interaction) &&
      isOutsider(interaction),
    explains: noMatch('Invitation'),
  },
  {
    follows: 'D41',
    because: 'whether services see a team stays as it is unless it is said',
    isUnrecorded: true,
    when: (interaction) =>
      isRequest('PUT', TEAM)(interaction) && !('is_visible_all_services' in sentObject(interaction)),
    explains: ({ aspect, recorded, ours }) =>
      ['body is_visible_all_services', 'effect team.is_visible_all_services'].includes(aspect) &&
      recorded === true &&
      ours === false,
  },
  {
    follows: 'D72',
    because: 'an article suits the word that follows it',
    when: invites,
    explains: ({ aspect, recorded, ours }) =>
      aspect === 'mails' &&
      isSame(
        (recorded as string[]).map((mail) =>
          mail.replace(/\ba (?=administrator|owner)/, 'an ').toLowerCase(),
        ),
        (ours as string[]).map((mail) => mail.toLowerCase()),
      ),
  },
];
