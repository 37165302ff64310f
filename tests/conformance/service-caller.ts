import { PROVIDER_HOST, settingOf } from './recorded-environment.ts';
import type { Interaction, RecordedRow } from './recordings.ts';

const rowsBefore = ({ before }: Pick<Interaction, 'before'>, table: string): readonly RecordedRow[] =>
  before[table] ?? [];

const PROVIDER_ISSUER = `http://${PROVIDER_HOST}`;

/** Whether a request is one of a calling service, with an access token. */
export const isServiceRequest = ({ request }: Interaction): boolean =>
  request.path.startsWith('/resource-server/v1.0/') && !/\/jwks\/?$/.test(request.path);

/** What the authorization server said of the token in plain JSON; undefined when it said nothing that can be read. */
export function introspectionOf({ outgoing }: Pick<Interaction, 'outgoing'>): RecordedRow | undefined {
  const call = outgoing.find(({ method, url }) => method === 'POST' && url.includes('introspect'));
  if (call?.status !== 200) return undefined;
  try {
    const value: unknown = JSON.parse(call.response ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as RecordedRow)
      : undefined;
  } catch {
    return undefined;
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The person on whose behalf the service calls, when we know them. */
export function personOf(interaction: Pick<Interaction, 'before' | 'outgoing'>): RecordedRow | undefined {
  const sub = introspectionOf(interaction)?.['sub'];
  return rowsBefore(interaction, 'people_user').find((user) => isText(sub) && user['sub'] === sub);
}

/** The same, where plain JSON is taken: it is no answer to one who wants it signed and encrypted. */
export const takenIntrospectionOf = (interaction: Interaction): RecordedRow | undefined =>
  /jwt/i.test(String(interaction.settings['OIDC_RS_BACKEND_CLASS'] ?? ''))
    ? undefined
    : introspectionOf(interaction);

/**
 * Whether an answer about a token has an unusable member: then it does not show whether the token is active, or who
 * asks.
 */
export function hasUnusableMember(interaction: Interaction): boolean {
  const said = takenIntrospectionOf(interaction);
  if (!said || said['active'] === false) return false;
  return said['active'] !== true || said['iss'] !== PROVIDER_ISSUER;
}

/** Whether an active token names us as its caller, or several. */
export function namesNoSingleCaller(interaction: Interaction): boolean {
  const said = takenIntrospectionOf(interaction);
  if (said?.['active'] !== true) return false;
  const named = callerOf(interaction);
  return Array.isArray(named) ? named.length > 1 : named === settingOf(interaction, 'OIDC_RP_CLIENT_ID');
}

/** The service that calls, by the claim that names it in this installation. */
const callerOf = (interaction: Interaction): unknown =>
  introspectionOf(interaction)?.[settingOf(interaction, 'OIDC_RS_AUDIENCE_CLAIM')];

/** Whether the token is refused, because of the answer about it or for lack of a usable one. */
export function isTokenRefused(interaction: Interaction): boolean {
  const said = introspectionOf(interaction);
  if (!said) return true;
  const { active, iss, sub, scope } = said;
  const client = callerOf(interaction);
  const scopes = settingOf(interaction, 'OIDC_RS_SCOPES').split(/[ ,]+/);
  return (
    active !== true ||
    iss !== PROVIDER_ISSUER ||
    !isText(sub) ||
    !isText(client) ||
    !isText(scope) ||
    !scopes.some((wanted) => scope.split(' ').includes(wanted))
  );
}

/** Whether the calling service is linked to a team. */
export function isLinkedToCaller(interaction: Interaction, teamId: unknown): boolean {
  const audience = callerOf(interaction);
  const provider = rowsBefore(interaction, 'people_service_provider').find(
    (row) => row['audience_id'] === audience,
  );
  return rowsBefore(interaction, 'people_team_service_providers').some(
    (link) => link['team_id'] === teamId && link['serviceprovider_id'] === provider?.['id'],
  );
}

/** How many services a team is linked to. */
export const linksOf = (interaction: Interaction, teamId: unknown): number =>
  rowsBefore(interaction, 'people_team_service_providers').filter((link) => link['team_id'] === teamId)
    .length;
