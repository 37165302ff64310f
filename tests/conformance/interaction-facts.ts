import { parseUuid } from '../../src/infrastructure/rest/wire/uuid.ts';
import type { Interaction, RecordedRow } from './recordings.ts';
import { personOf } from './service-caller.ts';

/** Rows of a table of the reference before a request. */
export const rowsBefore = ({ before }: Pick<Interaction, 'before'>, table: string): readonly RecordedRow[] =>
  before[table] ?? [];

/** The row of who is signed in. */
export const actorRow = (interaction: Interaction): RecordedRow | undefined =>
  rowsBefore(interaction, 'people_user').find(({ id }) => id === interaction.actor?.id);

/** The parts of a form, each a text. */
function sentForm(body: string): RecordedRow {
  const parts = body.matchAll(/name="([^"]+)"\r?\n(?:[^\r\n]+\r?\n)*\r?\n([\s\S]*?)\r?\n--/g);
  return Object.fromEntries([...parts].map(([, name = '', value]) => [name, value]));
}

/** The body that was sent, when it is a JSON object or a form; else an empty one. */
export function sentObject({ request }: Pick<Interaction, 'request'>): RecordedRow {
  if ((request.headers['Content-Type'] ?? '').startsWith('multipart/')) return sentForm(request.body ?? '');
  try {
    const value: unknown = JSON.parse(request.body ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as RecordedRow) : {};
  } catch {
    return {};
  }
}

/** Whether the request has one of those methods and a path that ends so, with or without final slash. */
export const isRequest =
  (methods: string, path: RegExp) =>
  ({ request }: Interaction): boolean =>
    methods.split(' ').includes(request.method) && path.test(request.path.replace(/\/$/, ''));

export const UUID = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/** The part of a path after `collection`: the id of a team or a contact as rows spell it, or other text. */
export function idAfter({ request }: Interaction, collection: string): string | undefined {
  const parts = request.path.split('/');
  const at = parts.indexOf(collection);
  const part = at < 0 ? undefined : parts[at + 1];
  return part === undefined ? undefined : (parseUuid(part) ?? part);
}

/** What the actor, or the person a service calls for, is to the team of the path; undefined for outsiders. */
export function roleInTeam(interaction: Interaction): string | undefined {
  const team = idAfter(interaction, 'teams');
  const access = rowsBefore(interaction, 'people_team_access').find(
    ({ team_id: teamId, user_id: userId }) =>
      teamId === team && userId === (interaction.actor?.id ?? personOf(interaction)?.['id']),
  );
  return access === undefined ? undefined : String(access['role']);
}

/** Paths of a person's teams and of their ancestors in the organization: the teams they see (D8). */
export function isVisibleTeam(interaction: Interaction, teamId: string): boolean {
  const teams = rowsBefore(interaction, 'people_team');
  const own = rowsBefore(interaction, 'people_team_access')
    .filter(({ user_id: userId }) => userId === interaction.actor?.id)
    .map(({ team_id: id }) => teams.find((team) => team['id'] === id));
  if (own.some((team) => team?.['id'] === teamId)) return true;
  const team = teams.find(({ id }) => id === teamId);
  const organization = actorRow(interaction)?.['organization_id'];
  return (
    team !== undefined &&
    organization !== null &&
    team['organization_id'] === organization &&
    own.some((below) => String(below?.['path']).startsWith(String(team['path'])))
  );
}

const ROLES = ['viewer', 'member', 'administrator', 'owner'];

/** Whether a role is above another, of teams and of domains alike. */
export const isAbove = (role: unknown, other: unknown): boolean =>
  ROLES.indexOf(String(role)) > ROLES.indexOf(String(other));

export const tells = ({ response }: Interaction, text: string): boolean =>
  JSON.stringify(response.body ?? '').includes(text);

/** Accounts with the address of an invitation, ignoring letter case. */
export function invitedAccounts(interaction: Interaction): readonly RecordedRow[] {
  const email = String(sentObject(interaction)['email'] ?? '')
    .trim()
    .toLowerCase();
  return rowsBefore(interaction, 'people_user').filter(
    (user) => String(user['email'] ?? '').toLowerCase() === email,
  );
}
