import { parseUuid } from '../../src/infrastructure/rest/wire/uuid.ts';
import { noMatch, refusal } from './deviation-shapes.ts';
import { isSame } from './difference.ts';
import {
  actorRow,
  idAfter,
  isRequest,
  isVisibleTeam,
  rowsBefore,
  sentObject,
  UUID,
} from './interaction-facts.ts';
import type { Interaction } from './recordings.ts';
import type { DeviationRule } from './rule.ts';

const USER = /\/api\/v1\.0\/users\/[^/]+$/;
const lists = isRequest('GET', /\/api\/v1\.0\/users$/);

type WithId = Readonly<{ id: string }>;

function askedTeam({ request }: Interaction): string | undefined {
  const id = new URLSearchParams(request.query).get('team_id') ?? undefined;
  return id === undefined ? undefined : (parseUuid(id) ?? id);
}

/** Whether the actor is of the organization of the user of the path. */
function isColleague(interaction: Interaction): boolean {
  const other = rowsBefore(interaction, 'people_user').find(({ id }) => id === idAfter(interaction, 'users'));
  const own = actorRow(interaction)?.['organization_id'];
  return own !== null && own === other?.['organization_id'];
}

/** Deviations of users. */
export const USER_DEVIATIONS: readonly DeviationRule[] = [
  {
    follows: 'D16',
    because: 'somebody without organization sees themselves only',
    isUnrecorded: true,
    when: (interaction) => lists(interaction) && actorRow(interaction)?.['organization_id'] === null,
    explains: ({ aspect, recorded, ours }, _answer, { actor }) => {
      if (aspect === 'body count') return ours === 0 || ours === 1;
      if (aspect === 'body next' || aspect === 'body previous') return ours === null;
      const own = (item: WithId) => item.id === actor?.id;
      return (
        aspect === 'body results' &&
        Array.isArray(recorded) &&
        Array.isArray(ours) &&
        (recorded as WithId[]).filter(own).every((item) => ours.some((other) => isSame(item, other))) &&
        (ours as WithId[]).every(own)
      );
    },
  },
  {
    follows: 'D19',
    because: 'a team that is not seen takes nobody out of the list',
    isUnrecorded: true,
    when: (interaction) => {
      const team = askedTeam(interaction);
      return lists(interaction) && team !== undefined && UUID.test(team) && !isVisibleTeam(interaction, team);
    },
    explains: ({ aspect, recorded, ours }, _answer, interaction) => {
      const members = rowsBefore(interaction, 'people_team_access')
        .filter(({ team_id: team }) => team === askedTeam(interaction))
        .map(({ user_id: user }) => user);
      if (aspect === 'body count') {
        return Number(ours) > Number(recorded) && Number(ours) <= Number(recorded) + members.length;
      }
      if (aspect === 'body next' || aspect === 'body previous') return members.length > 0;
      if (aspect !== 'body results' || !Array.isArray(recorded) || !Array.isArray(ours)) return false;
      const others = (ours as WithId[]).filter(({ id }) => !members.includes(id));
      // Those who are not left out push others to the next page.
      return others.every((item, index) => isSame(item, recorded[index])) && others.length < ours.length;
    },
  },
  {
    follows: 'D27',
    because: 'people of other organizations are not there',
    when: (interaction) =>
      isRequest('PUT PATCH', USER)(interaction) &&
      interaction.response.status === 403 &&
      !isColleague(interaction),
    explains: noMatch('User'),
  },
  {
    follows: 'D43',
    because: 'a path is no timezone',
    when: (interaction) =>
      isRequest('PUT PATCH', USER)(interaction) &&
      interaction.response.status === 500 &&
      'timezone' in sentObject(interaction),
    explains: refusal(400, 'timezone', 'A valid timezone is required.'),
  },
];
