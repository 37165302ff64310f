import type { MembershipEvent, MembershipOperation } from './membership-event.ts';

/** Of the Matrix service of the French administration; homeservers there are reached at `matrix.` followed by their name. */
const TCHAP = 'tchap.gouv.fr';
/** Its servers for tests are reached at their own name. */
const TCHAP_INTEGRATION = 'i.tchap.gouv.fr';

export type MatrixSettings = Readonly<{
  /** Base address of the homeserver whose user directory tells under which id a person is known. */
  directoryUrl: string;
  botToken: string | null;
  /** Host names that the bot's token may go to, with all their sub-domains. */
  botHosts: readonly string[];
}>;

/** A room of which a webhook tells: `…/room/⟨room⟩:⟨server⟩` (contract/rest-api.md 3.7). */
export type MatrixRoom = Readonly<{
  /** Name of the homeserver, with its port if it has one. */
  server: string;
  /** Where the room is joined, and people are invited to it and put out of it: followed by `/join` and so on. */
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

/** The room an address names; undefined when it names none. */
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
 * The token to show at `url`: the bot's where it may go, else the webhook's own, which nobody but the homeserver of the
 * room gets. Null: none.
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

/** What to look for in the user directory to find the person of an address. */
export const directoryTermFor = (email: string): string => `@${localPart(email)}`;

/** The id a person has if the directory does not know them. */
export const presumedUserId = (email: string, { server }: MatrixRoom): string =>
  `@${localPart(email)}:${server}`;

const ACTIONS: Readonly<Record<MembershipOperation, { path: string; verb: string; doneBefore: string }>> = {
  add: { path: 'invite', verb: 'added to', doneBefore: 'is already in the room.' },
  remove: { path: 'kick', verb: 'removed from', doneBefore: 'The target user is not in the room' },
};

/** The call that brings a person into a room, or puts them out of it. */
export const membershipCall = ({ operation, teamName }: MembershipEvent, userId: string) => ({
  path: ACTIONS[operation].path,
  body: { user_id: userId, reason: `User ${ACTIONS[operation].verb} team ${teamName} on People` },
});

/** Whether the room is now as it should be, be it that it was so before. */
export const isMembershipDone = (operation: MembershipOperation, status: number, text: string): boolean =>
  status === 200 || text.includes(ACTIONS[operation].doneBefore);
