import type { MembershipEvent, MembershipOperation } from './membership-event.ts';

/**
 * The Matrix service of the French administration; its homeservers have the host name `matrix.` followed by their name.
 */
const TCHAP = 'tchap.gouv.fr';
/** The service's test servers, whose host names are their plain names. */
const TCHAP_INTEGRATION = 'i.tchap.gouv.fr';

export type MatrixSettings = Readonly<{
  /** Base address of the homeserver whose user directory gives the Matrix id of a person. */
  directoryUrl: string;
  botToken: string | null;
  /** Host names to which the bot's token may be sent, with all their sub-domains. */
  botHosts: readonly string[];
}>;

/** The room that a webhook updates: `…/room/⟨room⟩:⟨server⟩` (contract/rest-api.md 3.7). */
export type MatrixRoom = Readonly<{
  /** Name of the homeserver, with its port if it has one. */
  server: string;
  /** Base address of the room's endpoints: `/join`, `/invite`, `/kick`. */
  roomUrl: string;
}>;

/** Whether `host` is one of `names`, or below one of them. */
export const isHostOf = (host: string, names: readonly string[]): boolean =>
  names.some((name) => {
    const [candidate, domain] = [host.toLowerCase(), name.toLowerCase()];
    return candidate === domain || candidate.endsWith(`.${domain}`);
  });

const hostOf = (server: string): string => server.replace(/:\d+$/, '');

const decoded = (url: string): string | undefined => {
  try {
    return decodeURIComponent(url);
  } catch {
    return undefined;
  }
};

/** The room that an address names; undefined for other addresses. */
export function matrixRoomOf(url: string): MatrixRoom | undefined {
  const [, room = '', server = ''] =
    /\/room\/([^/?#:\s]+):([a-z0-9.-]+(?::\d{1,5})?)(?:[/?]|$)/i.exec(decoded(url) ?? '') ?? [];
  if (!URL.canParse(`https://${server}`)) return undefined;
  const host = hostOf(server);
  const isTchap = isHostOf(host, [TCHAP]) && !isHostOf(host, [TCHAP_INTEGRATION]);
  const origin = `https://${isTchap ? 'matrix.' : ''}${server}`;
  return { server, roomUrl: `${origin}/_matrix/client/v3/rooms/${encodeURIComponent(room)}:${server}` };
}

/**
 * The token to send to `url`: the bot's where that is allowed, else the webhook's own, which only the homeserver of the
 * room receives. Null: none.
 */
export function matrixTokenFor(
  url: string,
  room: MatrixRoom,
  secret: string | null,
  { botToken, botHosts }: MatrixSettings,
): string | null {
  const { protocol, hostname, host } = new URL(url);
  if (isHostOf(hostname, botHosts)) return protocol === 'https:' ? botToken : null;
  return host === new URL(room.roomUrl).host ? secret : null;
}

const localPart = (email: string): string => email.replace('@', '-');

/** The search term for a person's address in the user directory. */
export const directoryTermFor = (email: string): string => `@${localPart(email)}`;

/** The Matrix id of a person whom the directory does not know. */
export const presumedUserId = (email: string, { server }: MatrixRoom): string =>
  `@${localPart(email)}:${server}`;

const ACTIONS: Readonly<Record<MembershipOperation, { path: string; verb: string; doneBefore: string }>> = {
  add: { path: 'invite', verb: 'added to', doneBefore: 'is already in the room.' },
  remove: { path: 'kick', verb: 'removed from', doneBefore: 'The target user is not in the room' },
};

/** The call that invites a person to a room, or removes them from it. */
export const membershipCall = ({ operation, teamName }: MembershipEvent, userId: string) => ({
  path: ACTIONS[operation].path,
  body: { user_id: userId, reason: `User ${ACTIONS[operation].verb} team ${teamName} on People` },
});

/** Whether the membership is as wanted after the answer, even if it was so before the call. */
export const isMembershipDone = (operation: MembershipOperation, status: number, text: string): boolean =>
  status === 200 || text.includes(ACTIONS[operation].doneBefore);
